import { execFileSync, spawn } from "node:child_process";

// Runs the program to its end; what it says on standard output, whatever its exit code.
export function ptimport(...args) {
  try {
    return execFileSync(process.env.PTIMPORT, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  } catch (ended) {
    return ended.stdout;
  }
}

// Starts `ptimport sandbox`; its address for a browser, once it says it.
export async function sandbox(...args) {
  const child = spawn(process.env.PTIMPORT, ["sandbox", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  const url = await new Promise((ready, failed) => {
    child.on("exit", () => failed(new Error("the sandbox ended")));
    child.stdout.on("data", (part) => {
      said += part;
      const address = said.match(/browser: (https:\S+)/);
      if (address) ready(address[1]);
    });
  });
  return { url, close: () => child.kill() };
}

export const hostile =
  "</script><script>document.title='owned'</script><img src=x onerror=document.title='owned'>\u202egpj {{name}}";
export const xml = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
