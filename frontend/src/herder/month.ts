/** The weeks of a month, Monday first; 0 where a day belongs to another month. `month` counts from 0. */
export function daysOf(year: number, month: number): number[][] {
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  const count = new Date(year, month + 1, 0).getDate();
  const weeks = Math.ceil((before + count) / 7);
  return Array.from({ length: weeks }, (_, week) =>
    Array.from({ length: 7 }, (__, weekday) => {
      const day = week * 7 + weekday - before + 1;
      return day > 0 && day <= count ? day : 0;
    }),
  );
}
