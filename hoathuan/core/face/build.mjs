// Sass to CSS for old phones, scripts bundled, icons in one sprite. Called by script/assets.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as sass from "sass";
import { transform } from "lightningcss";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../..");
const out = join(here, "../static/ht");
const packages = join(root, "node_modules");
const chrome = 80 << 16;
const safari = 12 << 16;

function styles() {
  const { css } = sass.compile(join(here, "scss/face.scss"), {
    loadPaths: [packages], quietDeps: true, silenceDeprecations: ["if-function"],
  });
  const { code, warnings } = transform({
    filename: "face.css", code: Buffer.from(css), minify: true, targets: { chrome, safari, ios_saf: safari },
  });
  for (const warning of warnings) console.warn(warning.message);
  writeFileSync(join(out, "face.css"), code);
}

async function scripts() {
  const common = {
    bundle: true, minify: true, target: ["chrome80", "safari12"], legalComments: "none", logLevel: "warning",
    supported: { destructuring: true }, // Safari 12 stumbles only over forms of it that nobody writes
  };
  await build({ ...common, entryPoints: [join(here, "js/app.js")], outfile: join(out, "app.js"), format: "iife" });
  await build({ ...common, entryPoints: [join(here, "js/htmx.js")], outfile: join(out, "htmx.js"), format: "iife" });
}

function sprite() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").map((l) => l.split("#")[0].trim()).filter(Boolean);
  const symbols = names.map((name) => {
    const svg = readFileSync(join(packages, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
    const paths = svg.match(/<(path|circle|rect|line|polyline)[^>]*>/g).filter((p) => !p.includes('stroke="none"'));
    return `<symbol id="${name}" viewBox="0 0 24 24">${paths.join("").replace(/ \/>/g, "/>")}</symbol>`;
  });
  writeFileSync(join(out, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
}

mkdirSync(out, { recursive: true });
writeFileSync(join(out, "logo.svg"), readFileSync(join(here, "logo.svg")));
styles();
sprite();
await scripts();
