// Somebody whose client talks with signed devices only, neither to others nor from them (MSC4153): matrix-js-sdk.
// Joins a room, sends a command there, and prints what it reads in answer, as one line of JSON.

import * as sdk from "matrix-js-sdk";
import { OnlySignedDevicesIsolationMode } from "matrix-js-sdk/lib/crypto-api/index.js";

for (const level of ["debug", "info", "log", "warn"]) console[level] = () => {};
const [baseUrl, userId, deviceId, accessToken, room, command] = process.argv.slice(2);
const client = sdk.createClient({ baseUrl, userId, deviceId, accessToken });
await client.initRustCrypto({ useIndexedDB: false });
const crypto = client.getCrypto();
await crypto.bootstrapCrossSigning({ authUploadDeviceSigningKeys: (make) => make(null) });
crypto.setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());

client.on("event", async (event) => {
  if (event.getRoomId() !== room || event.getSender() === userId || event.isState()) return;
  if (event.getType() === "m.reaction") return;
  await client.decryptEventIfNeeded(event);
  const info = await crypto.getEncryptionInfoForEvent(event);
  const told = {
    sent_as: event.getWireType(),
    type: event.getType(),
    body: event.getContent().body,
    shield: info?.shieldColour,
  };
  process.stdout.write(JSON.stringify(told) + "\n", () => process.exit(0));
});

await client.joinRoom(room);
await client.startClient();
await new Promise((done) => client.on("sync", (state) => state === "SYNCING" && done()));
await client.sendMessage(room, { msgtype: "m.text", body: command });
