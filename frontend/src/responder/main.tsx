/** The responder's page: reads what the server wrote into it, begins the session, draws. */

import { render } from "preact";
import { readBoot } from "../shared/boot";
import { language } from "../shared/i18n";
import { App } from "./app";
import { recallTheme } from "./appearance";
import { Session } from "./session";
import { spokenLanguage } from "./state";
import "./responder.css";

interface Shell {
  user: { id: number; name: string };
  csrf: string;
}

async function begin(): Promise<void> {
  const boot = readBoot<Shell>();
  recallTheme();
  document.documentElement.lang = spokenLanguage.value = language();
  const session = await Session.begin(boot.user.id);
  render(<App boot={boot} session={session} />, document.getElementById("app") as HTMLElement);
}

void begin();
