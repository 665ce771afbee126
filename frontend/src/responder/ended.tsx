/** A task that ended without the responder, told until it was read. */

import * as icons from "../shared/icons";
import { t } from "../shared/i18n";
import { Sign } from "../shared/marks";
import type { Ending } from "./deck";
import { endingText, title } from "./sentences";
import type { Session } from "./session";

export function Ended({ ending, session }: { ending: Ending; session: Session }) {
  const { what, todo } = endingText(ending.by);
  return (
    <>
      <main class="main" data-testid="ended">
        <section class="card warn" role="alert">
          <h1><Sign sign={icons.cross} size={40} />{what}</h1>
          <p><strong>{title(ending.dispatch.alert)}</strong></p>
          <p>{todo}</p>
        </section>
      </main>
      <footer class="foot"><button type="button" class="act" onClick={() => session.readEnding(ending.dispatch.id)}>{t("OK, I have read it")}</button></footer>
    </>
  );
}
