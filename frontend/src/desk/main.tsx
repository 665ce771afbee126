/** The dispatcher's screen. */

import { render } from "preact";
import { App } from "./App";
import "./desk.css";
import { watchKeys } from "./keyboard";
import { boot, state } from "./live";
import { dropFrames, startLink } from "./link";
import { keepPaper } from "./paper";
import { watchPlan } from "./plan";
import { watchAlarm } from "./sound";
import { watchPrinter } from "./ui/PaperList";

declare global {
  interface Window {
    /** For tests and for a look from the console; changing it changes nothing. */
    __desk?: { readonly state: unknown; dropFrames?(count: number): void };
  }
}

render(<App />, document.getElementById("desk")!);
startLink();
watchPlan();
watchAlarm();
watchKeys();
watchPrinter(document.getElementById("paper")!);
keepPaper();

window.__desk = {
  get state() {
    return state.value;
  },
  ...(boot.debug ? { dropFrames } : {}),
};
