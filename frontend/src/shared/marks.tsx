/** The signs as Preact parts. A mark that stands alone needs a `title`; beside its word it is hidden from readers. */

import { kindShape, levelShape } from "./signs";

interface SignProps {
  /** Path data, such as `icons.check`. */
  sign: string;
  size?: number;
  title?: string;
}

/** A line sign in the colour of the text around it. */
export function Sign({ sign, size = 20, title }: SignProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" role={title ? "img" : undefined} aria-label={title} aria-hidden={title ? undefined : true}>
      <path d={sign} />
    </svg>
  );
}

interface LevelProps {
  level: number;
  /** Filled while nobody has it in hand, outlined after. */
  filled: boolean;
  /** Somebody is coming: a chevron inside. */
  coming?: boolean;
  size?: number;
  title?: string;
}

export function LevelMark({ level, filled, coming, size = 20, title }: LevelProps) {
  const ink = filled ? "var(--on-colour)" : `var(--level-${level})`;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" role={title ? "img" : undefined} aria-label={title} aria-hidden={title ? undefined : true}>
      <path d={levelShape(level)} fill={filled ? `var(--level-${level})` : "none"} stroke={`var(--level-${level})`} stroke-width="2" />
      {coming ? <path d="M7.5 14 12 9l4.5 5" fill="none" stroke={ink} stroke-width="2.5" /> : <text x="12" y="16.5" text-anchor="middle" font-size="13" font-weight="700" fill={ink}>{level}</text>}
    </svg>
  );
}

interface KindProps {
  kind: string;
  /** `available` filled, `engaged` ring, `out_of_contact` dashed grey. */
  status?: string;
  size?: number;
  title?: string;
}

export function KindMark({ kind, status = "available", size = 18, title }: KindProps) {
  const away = status === "out_of_contact" || status === "off_duty";
  const colour = away ? "var(--ink-2)" : `var(--${kind})`;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" role={title ? "img" : undefined} aria-label={title} aria-hidden={title ? undefined : true}>
      <path d={kindShape(kind)} fill={status === "available" ? colour : "none"} stroke={colour} stroke-width="2.5" stroke-dasharray={away ? "3 3" : undefined} stroke-linejoin="round" />
    </svg>
  );
}
