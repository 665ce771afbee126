/**
 * Builds the pages into dist/.   node build.mjs [--watch | --check]
 *
 * A page is src/<page>/main.ts or main.tsx (styles by `import "./x.css"`, or src/<page>/<page>.css). Outputs: dist/<page>.js and .css,
 * dist/i18n/<page>.<language>.json (only the msgids that page uses), dist/sw.js, a font; and the .mo beside each .po, for Python.
 * `--check` lists the msgids that lack a translation and fails: the herder's page needs every language, the others Chinese.
 *
 * The herder's page must be small: in its two parts (`herder`, inlined, and `more`) msgids become numbers and the catalogue a list.
 */

import { build, context } from "esbuild";
import { po, mo } from "gettext-parser";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, "dist");
const ENTRIES = {
  herder: ["src/herder/main.ts"],
  more: ["src/herder/more.ts"],
  desk: ["src/desk/main.tsx", "src/desk/main.ts"],
  responder: ["src/responder/main.tsx", "src/responder/main.ts"],
};
const NUMBERED = ["herder", "more"];
const CATALOGUES = { "zh-Hans": "zh_Hans", "mn-Mong": "mn_Mong", "mn-Cyrl": "mn" };
const FONT = "node_modules/@fontsource/noto-sans-mongolian/files/noto-sans-mongolian-mongolian-400-normal.woff2";
const STRING = '("(?:[^"\\\\\\n]|\\\\.)*")';
/** `t("…")` and `msg("…")` as esbuild prints them: always in double quotes, renamed to t2 where a name was taken. */
const MSGID = new RegExp(`\\b(?:t|msg)\\d*\\(\\s*${STRING}`, "g");
const SOURCE_MSGID = new RegExp(`\\bt\\(${STRING}`, "g");
/** `{% translate "…" %}` in a page's shell; Python reads these from the .mo. */
const SHELL_MSGID = new RegExp(`{%\\s*translate\\s+${STRING}`, "g");

const OPTIONS = {
  bundle: true, format: "iife", target: "es2018", supported: { "dynamic-import": true }, charset: "utf8", minify: true, legalComments: "none",
  logLevel: "warning", absWorkingDir: HERE, outdir: DIST, jsx: "automatic", jsxImportSource: "preact", external: ["/static/*"],
};

const firstThatIs = (...paths) => paths.map((path) => join(HERE, path)).find((path) => existsSync(path));
const entryOf = (page) => firstThatIs(...ENTRIES[page]);
const present = () => Object.keys(ENTRIES).filter(entryOf);
const read = (path) => readFileSync(path, "utf8");

/** The msgids a page's own code can reach, after tree shaking, in the order found. */
async function msgidsOf(page) {
  const result = await build({ ...OPTIONS, minify: false, treeShaking: true, format: "esm", packages: "external", write: false, entryPoints: [entryOf(page)] });
  const code = result.outputFiles.filter((file) => file.path.endsWith(".js")).map((file) => file.text).join("\n");
  return [...new Set([...code.matchAll(MSGID)].map((match) => JSON.parse(match[1])))];
}

/** The script-less status page belongs to the herder. */
function shellMsgids(page) {
  const shells = [page, ...(page === "herder" ? ["status"] : [])].map((name) => firstThatIs(`templates/${name}.html`)).filter(Boolean);
  return shells.flatMap((shell) => [...read(shell).matchAll(SHELL_MSGID)].map((match) => JSON.parse(match[1])));
}

/** Which numbering a script and a list of words belong to. */
const stampOf = (msgids) => createHash("sha256").update(msgids.join("\n")).digest("hex").slice(0, 8);

/** Puts the number of each msgid in its place while a source is read. */
const numbers = (msgids) => ({
  name: "numbers",
  setup: ({ onLoad }) => onLoad({ filter: /[\\/]src[\\/](herder|shared)[\\/].*\.ts$/ }, ({ path }) => ({
    loader: "ts",
    contents: read(path).replace(SOURCE_MSGID, (all, text) => (msgids.includes(JSON.parse(text)) ? `t(${msgids.indexOf(JSON.parse(text)) + 1} as never` : all)),
  })),
});

/** The recorded sentences there are, as `<language>/<slot>`; see voice/README.md. */
function voices() {
  const languages = [...Object.keys(CATALOGUES), "en"].filter((language) => existsSync(join(HERE, "voice", language)));
  return languages.flatMap((language) => readdirSync(join(HERE, "voice", language)).filter((name) => name.endsWith(".mp3")).map((name) => `${language}/${name.slice(0, -4)}`)).sort();
}

function copyVoices() {
  rmSync(join(DIST, "voice"), { recursive: true, force: true });
  for (const voice of voices()) {
    mkdirSync(dirname(join(DIST, "voice", voice)), { recursive: true });
    copyFileSync(join(HERE, "voice", `${voice}.mp3`), join(DIST, "voice", `${voice}.mp3`));
  }
}

function jobsOf(page, msgids) {
  const entry = entryOf(page);
  const plugins = NUMBERED.includes(page) ? [numbers(msgids)] : [];
  const jobs = [{ ...OPTIONS, plugins, define: { STAMP: JSON.stringify(stampOf(msgids)), VOICES: JSON.stringify(voices()) }, entryPoints: { [page]: entry }, format: page === "more" ? "esm" : "iife" }];
  const sheet = firstThatIs(`src/${page}/${page}.css`);
  if (sheet && !/import\s+["'][^"']+\.css["']/.test(read(entry))) jobs.push({ ...OPTIONS, entryPoints: { [page]: sheet } });
  if (page === "herder") jobs.push({ ...OPTIONS, entryPoints: { sw: "src/herder/sw.ts" } });
  return jobs;
}

/** msgid → text of one language; writes the .mo beside it. */
function readPo(locale) {
  const path = join(HERE, "locale", locale, "LC_MESSAGES", "django.po");
  const parsed = po.parse(read(path));
  writeFileSync(path.replace(/\.po$/, ".mo"), mo.compile(parsed));
  return Object.fromEntries(Object.values(parsed.translations[""]).filter((entry) => entry.msgid).map((entry) => [entry.msgid, entry.msgstr[0]]));
}

function twice(locale) {
  const msgids = [...read(join(HERE, "locale", locale, "LC_MESSAGES", "django.po")).matchAll(/^msgid (".+")$/gm)].map((match) => match[1]);
  return msgids.filter((msgid, index) => msgids.indexOf(msgid) !== index);
}

function writeCatalogue(page, language, msgids, texts) {
  const pairs = msgids.map((msgid) => [msgid, texts[msgid] || msgid]);
  const content = NUMBERED.includes(page) ? [stampOf(msgids), ...pairs.map(([, text]) => text)] : Object.fromEntries(pairs.filter(([msgid, text]) => text !== msgid));
  writeFileSync(join(DIST, "i18n", `${page}.${language}.json`), JSON.stringify(content));
}

/** Writes all catalogues; gives the msgids of each page and a line for each text that is missing. */
async function catalogues() {
  const texts = Object.fromEntries(Object.entries(CATALOGUES).map(([language, locale]) => [language, readPo(locale)]));
  const missing = [];
  const msgids = {};
  mkdirSync(join(DIST, "i18n"), { recursive: true });
  await Promise.all(present().map(async (page) => {
    msgids[page] = await msgidsOf(page);
    for (const language of [...Object.keys(CATALOGUES), "en"]) writeCatalogue(page, language, msgids[page], texts[language] || {});
    for (const language of NUMBERED.includes(page) ? Object.keys(CATALOGUES) : ["zh-Hans"])
      for (const msgid of [...msgids[page], ...shellMsgids(page)]) if (!texts[language][msgid]) missing.push(`${page}  ${language}  ${msgid}`);
  }));
  return { msgids, missing };
}

function printSizes() {
  for (const page of [...present(), "sw"]) {
    const parts = ["js", "css"].map((kind) => join(DIST, `${page}.${kind}`)).filter(existsSync);
    console.log(page.padEnd(10), parts.map((path) => `${path.split(".").pop()} ${(gzipSync(readFileSync(path)).length / 1000).toFixed(1)} kB`).join(", "), "(gz)");
  }
}

async function once() {
  const began = Date.now();
  mkdirSync(DIST, { recursive: true });
  const { msgids, missing } = await catalogues();
  const jobs = present().flatMap((page) => jobsOf(page, msgids[page]));
  if (!process.argv.includes("--watch")) await Promise.all(jobs.map(build));
  copyFileSync(join(HERE, FONT), join(DIST, "mongolian.woff2"));
  copyFileSync(join(HERE, "src/shared/icon.svg"), join(DIST, "icon.svg"));
  copyVoices();
  copyFileSync(join(HERE, "src/basemap/xilingol.geojson"), join(DIST, "basemap.geojson"));
  console.log(`built in ${Date.now() - began} ms; ${missing.length} texts missing`);
  return { jobs, missing };
}

/** esbuild watches the sources itself; new words need a fresh start of its numbering, so the herder's page is built anew with them. */
async function onAndOn() {
  let running = [];
  const start = async () => {
    await Promise.all(running.map((job) => job.dispose()));
    running = await Promise.all((await once()).jobs.map(context));
    await Promise.all(running.map((job) => job.watch()));
  };
  await start();
  let soon;
  for (const room of ["locale", "src", "templates"])
    watch(join(HERE, room), { recursive: true }, (_, name) => {
      if (!/\.(po|tsx?|html)$/.test(name || "")) return;
      clearTimeout(soon);
      soon = setTimeout(() => start().catch((error) => console.error(error.message)), 150);
    });
}

if (process.argv.includes("--watch")) await onAndOn();
else {
  const { missing } = await once();
  printSizes();
  if (process.argv.includes("--check")) {
    const lines = [...missing.map((line) => `missing: ${line}`), ...Object.values(CATALOGUES).flatMap((locale) => twice(locale).map((msgid) => `twice: ${locale}  ${msgid}`))];
    lines.forEach((line) => console.error(line));
    process.exitCode = lines.length ? 1 : 0;
  }
}
