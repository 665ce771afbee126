// tus-js-client as it comes from npm: uploads one file to one endpoint and prints what it met on the way.
// Arguments: a folder with node_modules, and JSON with endpoint, file, headers, metadata, chunk (bytes, 0: all at once).
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [folder, json] = process.argv.slice(2);
const { Upload } = createRequire(`${folder}/package.json`)("tus-js-client");
const asked = JSON.parse(json);
let retries = 0;

const upload = new Upload(readFileSync(asked.file), {
  endpoint: asked.endpoint,
  headers: asked.headers,
  metadata: asked.metadata,
  chunkSize: asked.chunk || Infinity,
  retryDelays: [0, 50, 100, 200, 400],
  onShouldRetry: () => (retries += 1, true),
  onSuccess: () => console.log(JSON.stringify({ url: upload.url, retries })),
  onError: (error) => {
    console.log(JSON.stringify({ error: String(error), retries }));
    process.exitCode = 1;
  },
});
upload.start();
