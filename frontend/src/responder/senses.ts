/** What the phone can do to be noticed and to know where it points: sound, vibration, wake lock, compass. */

const RING_EVERY = 2_000;

/** A two-tone call, loud enough for a cab. Browsers allow it only after a tap: `unlock` belongs into one. */
export class Alarm {
  private context: AudioContext | null = null;
  private timer: ReturnType<typeof setInterval> | null = null;

  /** Tells whether sound may be made; the page says so when it may not. */
  constructor(private readonly heard: (isReady: boolean) => void) {}

  unlock(): void {
    const Context = window.AudioContext as typeof AudioContext | undefined;
    if (!Context) return;
    if (!this.context) {
      this.context = new Context();
      this.context.onstatechange = () => this.heard(this.context?.state === "running");
    }
    void this.context.resume().then(
      () => this.heard(this.context?.state === "running"),
      () => this.heard(false),
    );
  }

  ring(): void {
    if (this.timer !== null) return;
    this.once();
    this.timer = setInterval(() => this.once(), RING_EVERY);
  }

  quiet(): void {
    if (this.timer === null) return;
    clearInterval(this.timer);
    this.timer = null;
    shake(0);
  }

  /** One call: a new offer's pulse, or the news that one was withdrawn. */
  once(): void {
    shake([400, 150, 400]);
    const context = this.context;
    if (!context || context.state !== "running") return;
    [880, 1175, 880, 1175].forEach((pitch, index) => tone(context, pitch, context.currentTime + index * 0.22));
  }
}

function tone(context: AudioContext, pitch: number, at: number): void {
  const source = context.createOscillator();
  const volume = context.createGain();
  source.type = "square";
  source.frequency.value = pitch;
  // Ramps: a tone that starts at full strength clicks, and old speakers distort on it.
  volume.gain.setValueAtTime(0.0001, at);
  volume.gain.exponentialRampToValueAtTime(0.35, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.2);
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + 0.21);
}

function shake(pattern: number | number[]): void {
  if ("vibrate" in navigator) navigator.vibrate(pattern);
}

/** Keeps the screen on: a sleeping page hears no offer. The browser takes the lock away whenever the page is hidden. */
export class Awake {
  private lock: WakeLockSentinel | null = null;
  private wanted = false;

  constructor() {
    document.addEventListener("visibilitychange", () => this.apply());
  }

  want(isWanted: boolean): void {
    this.wanted = isWanted;
    this.apply();
  }

  private apply(): void {
    if (this.wanted && document.visibilityState === "visible" && !this.lock) void this.take();
    if (!this.wanted && this.lock) {
      void this.lock.release();
      this.lock = null;
    }
  }

  private async take(): Promise<void> {
    if (!("wakeLock" in navigator)) return;
    try {
      const lock = await navigator.wakeLock.request("screen");
      lock.addEventListener("release", () => (this.lock = null));
      this.lock = lock;
      if (!this.wanted) this.apply();
    } catch {
      // Refused by a saving battery: the page works on, only the screen may go dark.
    }
  }
}

interface Compass extends DeviceOrientationEvent {
  webkitCompassHeading?: number;
}

type Asking = typeof DeviceOrientationEvent & { requestPermission?: () => Promise<string> };

/** Calls back with degrees from north that the phone's top points to. On some phones only after `ask` from a tap. */
export function followCompass(turned: (heading: number) => void): void {
  const listen = (event: Compass): void => {
    if (typeof event.webkitCompassHeading === "number") turned(event.webkitCompassHeading);
    else if (event.absolute && event.alpha !== null) turned((360 - event.alpha) % 360);
  };
  window.addEventListener("deviceorientationabsolute", listen as EventListener);
  window.addEventListener("deviceorientation", listen as EventListener);
}

export function askForCompass(): void {
  const Orientation = window.DeviceOrientationEvent as Asking | undefined;
  void Orientation?.requestPermission?.().catch(() => undefined);
}
