/** What to do until help is there, by kind of help. Short, and nothing that could harm. */

import { t } from "../shared/i18n";

export function adviceFor(code: string | null | undefined): string {
  const texts: Record<string, string> = {
    whiteout: t("Stay where you are, out of the wind. Keep your hands and face covered. Show a light or a bright cloth."),
    medical: t("Keep the person warm and lying still. Press firmly on a wound that bleeds. Give nothing to eat or drink."),
    lost_person: t("Write where and when the person was last seen, and what they wear. Let somebody stay where they would come back."),
    grass_fire: t("Go across the wind to burnt or bare ground, with people first. Do not try to drive through smoke."),
    vehicle_stuck: t("Stay with the car. Keep the exhaust free of snow. Run the engine ten minutes an hour, a window a little open."),
    lost_livestock: t("Do not follow the herd into bad weather. Write how many there are, their mark, and where they were last seen."),
    blizzard_fodder: t("Stay near the camp. Write for how many days there is fodder and fuel."),
    strangers: t("Keep away and out of sight. Remember number, direction and car. Do not follow them."),
    theft: t("Touch nothing and do not follow. Remember number, direction and car."),
    dispute: t("Go apart and wait for help. Nobody has to settle it alone."),
  };
  return (code && texts[code]) || t("Keep warm, and keep the phone warm against your body.");
}
