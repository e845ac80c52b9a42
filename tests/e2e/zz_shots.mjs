import { writeFileSync, readFileSync } from "node:fs";
import { BranchApi } from "./support/branch_api.mjs";
import { openBrowser, openPage } from "./support/browser.mjs";
import { Stage, startKiosk, until, writeBranchConfig, pause } from "./support/stage.mjs";
const stage = new Stage();
const OUT = "/tmp/board-shots/";
try {
  const branch = await writeBranchConfig(stage);
  let text = readFileSync(branch.file, "utf8").replace('mode = "speech"', 'mode = "speech"\nwhere = "board"');
  writeFileSync(branch.file, text);
  await startKiosk(stage, branch);
  const browser = await openBrowser(stage);
  const api = await new BranchApi(branch).signIn("1001");
  const sizes = [[1920,1080],[1366,768],[3840,2160],[1080,1920]].filter(([w]) => !process.env.ONLY || process.env.ONLY.split(",").includes(String(w)));
  const pages = [];
  for (const [w,h] of sizes) { const page = await openPage(browser, `${branch.url}/board`, {width:w,height:h}); await page.waitForSelector("#waiting li"); pages.push([w,page]); }
  const shot = async (name) => { for (const [w,page] of pages) await page.screenshot({path: `${OUT}${name}-${w}.png`}); };
  await pause(1500);
  await shot("0-empty");
  for (let i=0;i<9;i++) for (const s of "AABCD") await api.take(s);
  const b = await new BranchApi(branch).signIn("1002");
  const c = await new BranchApi(branch).signIn("1003");
  const d = await new BranchApi(branch).signIn("1004");
  const who = [[1,api],[2,b],[3,c],[4,d]];
  for (const [n,x] of who) await x.post(`/api/v1/counters/${n}/open`);
  for (const [n,x] of who) { for (let k=0;k<2;k++){ await x.post(`/api/v1/counters/${n}/call-next`); await x.post(`/api/v1/counters/${n}/start`); if(k==0) await x.post(`/api/v1/counters/${n}/finish`);} }
  await api.post("/api/v1/counters/1/finish"); await api.post("/api/v1/counters/1/call-next");
  await pause(900);
  await shot("1-call");
  if (!process.env.QUICK) {
  await b.post("/api/v1/counters/2/finish"); await b.post("/api/v1/counters/2/call-next"); await c.post("/api/v1/counters/3/finish"); await c.post("/api/v1/counters/3/call-next");
  await pause(700);
  await shot("2-three");
  for (const [n,x] of who) await x.ask("POST",`/api/v1/counters/${n}/start`);
  await pause(1000);
  await shot("3-serving");
  }
  for (const [, page] of pages) { await page.clock.install(); await page.reload(); await page.waitForSelector("#recent li"); await page.clock.runFor(1500);}
  await pause(800); await shot("4-news");
  for (const [, page] of pages) await page.clock.runFor(12500);
  await pause(800); await shot("5-news");
  const en = await openPage(browser, `${branch.url}/board?lang=en`, {width:1920,height:1080});
  await en.waitForSelector("#waiting li"); await api.ask("POST","/api/v1/counters/1/finish"); await api.post("/api/v1/counters/1/call-next"); await pause(900);
  await en.screenshot({path: OUT+"6-en-1920.png"});
  if (!process.env.QUICK) {
    for (const [, page] of pages) { await page.route("**/api/v1/**", r => r.abort()); }
    await stage.stop(stage.running[0], "SIGKILL");
    await pause(1000); await shot("7-lost");
    for (const [, page] of pages) await page.clock.runFor(61000);
    await pause(600); await shot("8-away");
  }
  console.log(pages.map(([w,p])=>[w,p.faults]));
} finally { await stage.down(); }
