import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";

const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript" };

// What Jenkins sends with archived files.
// Source: jenkins.io, "Configuring Content Security Policy".
export const jenkins = "sandbox; default-src 'none'; img-src 'self'; style-src 'self';";

// Serves a folder on loopback, under a policy if one is given.
export async function served(folder, policy) {
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, "http://localhost").pathname));
    try {
      const body = await readFile(join(folder, path));
      const headers = { "Content-Type": types[extname(path)] ?? "application/octet-stream" };
      if (policy) headers["Content-Security-Policy"] = policy;
      response.writeHead(200, headers).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
