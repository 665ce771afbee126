/** Who the caller is, if they wish: an officer shows a one-time code, and what is written here is kept with this phone. */

import type { DeviceCard, FromPhone } from "../contracts";
import { t } from "../shared/i18n";
import { fill, make } from "./dom";
import type { Kit } from "./main";
import type { Tool } from "./tools";

const MARK = "#verify=";

/** A centre of an older make tells the status alone. */
type Kept = DeviceCard & Partial<Record<"name" | "household" | "camp" | "phone", string>>;

/** The code of a link such as `/#verify=…`; empty without one. */
export function codeIn(hash: string): string {
  return hash.indexOf(MARK) === 0 ? decodeURIComponent(hash.slice(MARK.length)) : "";
}

export function householdTool(kit: Kit, room: HTMLElement): Tool {
  const status = make("p", { className: "sign" });
  const said = make("p", { className: "note" });
  said.setAttribute("role", "status");
  const box = make("div", { id: "household" });
  room.append(make("h3", { textContent: t("Who you are") }), status, box, said);
  let code = codeIn(location.hash);
  let asked = false;

  const field = (name: string, text: string, value = "", type = "text"): HTMLElement => {
    const input = make("input", { name, type, value, maxLength: 100, autocomplete: "off" });
    return make("label", { className: "field" }, text, input);
  };

  function drawForm(): void {
    const known: Partial<Kept> = kit.known() || {};
    const button = make("button", { textContent: t("Keep this with my phone") });
    const form = make(
      "form",
      {},
      field("name", t("Name"), known.name),
      field("household", t("Household"), known.household),
      field("camp", t("Camp"), known.camp),
      field("phone", t("Phone"), known.phone, "tel"),
      field("health_note", t("Health note, for those who help")),
      button,
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      const details = Object.fromEntries(Array.from(new FormData(form), ([name, value]) => [name, String(value).trim()]));
      asked = kit.socket.send({ type: "verify", code, ...details } as unknown as FromPhone);
      said.textContent = asked ? t("Sending") : t("This needs a signal. Try again.");
    };
    fill(box, [form]);
  }

  function isKnown(): boolean {
    const known = kit.known();
    return !!known && known.status === "verified";
  }

  function draw(): void {
    const { name }: Partial<Kept> = kit.known() || {};
    const text = isKnown() ? t("Known to the command centre") + (name ? ` · ${name}` : "") : code ? t("Write what the centre may know, then tap the button below.") : t("Not yet known to the command centre. An officer can show you a code. Help comes all the same.");
    if (status.textContent === text) return;
    status.textContent = text;
    status.className = isKnown() ? "sign good" : "sign";
  }

  function forget(): void {
    code = "";
    asked = false;
    box.textContent = "";
    // the code is used up: it must not stay in the address, nor in what is shared from it
    history.replaceState(null, "", location.pathname);
  }

  if (code) {
    (room as HTMLDetailsElement).open = true;
    drawForm();
    setTimeout(() => room.scrollIntoView());
  }
  draw();

  return {
    draw,
    hear: (frame) => {
      if (asked && frame.type === "welcome" && isKnown()) {
        said.textContent = t("Kept");
        forget();
      } else if (asked && frame.type === "problem" && frame.in_reply_to === "verify") {
        asked = false;
        said.textContent = frame.errors && frame.errors.code === undefined && frame.code === "wrong_field" ? t("Something was not understood. Look at it again.") : t("The code is too old or was used. Ask the officer for another one.");
      }
      draw();
    },
  };
}
