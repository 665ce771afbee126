/** The frame around the one card: signs above, words that must be read, the card. */

import type { Boot } from "../shared/boot";
import { t } from "../shared/i18n";
import { Duty } from "./duty";
import { Ended } from "./ended";
import { Header } from "./header";
import { Offer } from "./offer_card";
import type { Session } from "./session";
import { isTurnedAway, notices, screen, spokenLanguage } from "./state";
import { Task } from "./task";

export interface ShellBoot extends Boot {
  user: { id: number; name: string };
  csrf: string;
}

export interface Wishes {
  session: Session;
  boot: ShellBoot;
}

export function App({ session, boot }: Wishes) {
  return (
    <div class="page" key={spokenLanguage.value}>
      <Header boot={boot} />
      <Notices session={session} />
      {isTurnedAway.value ? <TurnedAway /> : <Card session={session} boot={boot} />}
    </div>
  );
}

function Card({ session, boot }: Wishes) {
  const shown = screen.value;
  if (shown.kind === "offer") return <Offer key={shown.offer.id} offer={shown.offer} others={shown.others} session={session} />;
  if (shown.kind === "ending") return <Ended ending={shown.ending} session={session} />;
  if (shown.kind === "task") return <Task key={shown.task.id} task={shown.task} tasks={shown.tasks} session={session} />;
  return <Duty session={session} boot={boot} />;
}

function Notices({ session }: { session: Session }) {
  if (!notices.value.length) return null;
  return (
    <div class="notices" role="alert">
      {notices.value.map((notice) => (
        <div class="notice" key={notice.id} data-testid="notice">
          <p>{notice.text}</p>
          <button type="button" onClick={() => session.readNotice(notice.id)}>{t("OK")}</button>
        </div>
      ))}
    </div>
  );
}

/** The right was taken away or the session is over; waiting acts are kept for the next login. */
function TurnedAway() {
  return (
    <>
      <main class="main">
        <section class="card">
          <h1>{t("Please log in again")}</h1>
          <p>{t("What you did without connection is kept on this phone and sent after you log in.")}</p>
        </section>
      </main>
      <footer class="foot"><a class="act" href="/login/?next=/respond/">{t("Log in")}</a></footer>
    </>
  );
}
