import { t } from "../shared/i18n";
import { MapView } from "./map/MapView";
import { Announcer, Bars, Toasts } from "./ui/Bars";
import { Help } from "./ui/Help";
import { KeptList } from "./ui/PaperList";
import { Panel } from "./ui/Panel";
import { Queue } from "./ui/Queue";
import { ReportForm } from "./ui/ReportForm";
import { TopBar } from "./ui/TopBar";
import { dialog } from "./view";

export function App() {
  return (
    <>
      <div class="desk">
        <TopBar />
        <Bars />
        <main class="floor">
          <h1 class="unseen">{t("Command desk")}</h1>
          <Queue />
          <MapView />
          {dialog.value === "report" ? <aside class="panel" aria-label={t("New report")}><ReportForm /></aside> : <Panel />}
          <KeptList />
        </main>
      </div>
      {dialog.value === "help" && <Help />}
      <Toasts />
      <Announcer />
    </>
  );
}
