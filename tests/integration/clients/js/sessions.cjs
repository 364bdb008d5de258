// connect-dynamodb: the session store of Express, which makes its own table. Prints what it saw as JSON.
const { DynamoDBClient, ScanCommand } = require("@aws-sdk/client-dynamodb");
const session = require("express-session");
const DynamoDBStore = require("connect-dynamodb")({ session });

const client = new DynamoDBClient({ endpoint: process.env.AWS_ENDPOINT });
const store = new DynamoDBStore({ client, table: "sessions", specialKeys: [{ name: "user", type: "S" }],
  skipThrowMissingSpecialKeys: true });
const call = (name, ...words) => new Promise((resolve, reject) =>
  store[name](...words, (error, value) => (error ? reject(error) : resolve(value ?? null))));
const lasting = (seconds, more) => ({ cookie: { maxAge: seconds * 1000 }, ...more });

async function main() {
  const seen = {};
  await store.initialize();
  seen.unknown = await call("get", "alice");
  await call("set", "alice", lasting(60, { user: "Alice", cart: [1, 2] }));
  seen.alice = await call("get", "alice");
  const now = Math.floor(Date.now() / 1000);
  const touched = await call("touch", "alice", lasting(3600));
  seen.longer = Number(touched.expires) >= now + 3600;

  await call("set", "old", lasting(-60, { user: "Bob" }));
  seen.expired = await call("get", "old");
  await call("reap");
  const { Items } = await client.send(new ScanCommand({ TableName: "sessions", ConsistentRead: true }));
  seen.afterReaping = Items.map(({ id, user }) => [id.S, user.S]);
  await call("destroy", "alice");
  seen.destroyed = await call("get", "alice");
  console.log(JSON.stringify(seen));
}

main();
