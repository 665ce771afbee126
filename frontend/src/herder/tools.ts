/** What stands beside the button and is asked for seldom. Made anew in another language. */

import type { ToPhone } from "../contracts";
import { t } from "../shared/i18n";
import { byId, make } from "./dom";
import { earlierTool } from "./earlier";
import { householdTool } from "./household";
import type { Kit } from "./main";
import { privacyTool } from "./privacy";
import { servicesTool } from "./services";
import { sharingTool } from "./sharing";
import { silentTool } from "./silent";
import { thriftTool } from "./thrift";
import { voiceTool } from "./voice";

export interface Tool {
  draw(): void;
  hear?(frame: ToPhone): void;
  remove?(): void;
}

export interface Tools {
  draw(): void;
  hear(frame: ToPhone): void;
  /** Was the drawer open? */
  remove(): boolean;
}

export function makeTools(kit: Kit, isDrawerOpen: boolean): Tools {
  const sharing = make("section", { id: "sharing" });
  const calm = make("div", { id: "calm" });
  const silent = make("details", { id: "silent" });
  const drawer = make("details", { id: "tools", open: isDrawerOpen }, make("summary", { textContent: t("More choices") }));
  byId("cards").insertAdjacentElement("afterend", sharing);
  byId("door").insertAdjacentElement("afterend", drawer);
  drawer.insertAdjacentElement("beforebegin", silent);
  document.body.appendChild(calm);
  const tools: Tool[] = [
    servicesTool(),
    sharingTool(kit, sharing),
    silentTool(kit, silent, calm),
    thriftTool(kit, drawer),
    householdTool(kit, drawer),
    earlierTool(kit, drawer),
    privacyTool(drawer),
    voiceTool(kit),
  ];
  const draw = (): void => tools.forEach((tool) => tool.draw());
  draw();

  return {
    draw,
    hear: (frame) => tools.forEach((tool) => tool.hear && tool.hear(frame)),
    remove: () => {
      tools.forEach((tool) => tool.remove && tool.remove());
      [sharing, calm, silent, drawer].forEach((element) => element.remove());
      return drawer.open;
    },
  };
}
