// What a JavaScript application does with a table: put, read, update under a condition, delete; and
// read in another region what it wrote in this one. Prints what it saw as JSON.
import {
  DeleteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand, UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";

const [TableName] = process.argv.slice(2);
const here = new DynamoDBClient({ endpoint: process.env.AWS_ENDPOINT });
const there = new DynamoDBClient({ endpoint: process.env.OTHER_ENDPOINT, region: process.env.OTHER_REGION });
const Key = { id: { S: "js" } };
const get = async (client) => (await client.send(new GetItemCommand({ TableName, Key, ConsistentRead: true }))).Item;

async function until(condition, what) {
  for (const deadline = Date.now() + 20000; Date.now() < deadline; await new Promise((r) => setTimeout(r, 20))) {
    const value = await condition();
    if (value) return value;
  }
  throw new Error(`not within 20 s: ${what}`);
}

await here.send(new PutItemCommand({ TableName, Item: { ...Key, n: { N: "41" } } }));
const read = await get(here);
const increment = {
  TableName, Key, UpdateExpression: "ADD n :one", ConditionExpression: "n = :before", ReturnValues: "UPDATED_NEW",
  ExpressionAttributeValues: { ":one": { N: "1" }, ":before": { N: "41" } },
};
const updated = (await here.send(new UpdateItemCommand(increment))).Attributes.n;
const refused = await here.send(new UpdateItemCommand(increment)).then(() => "accepted", (error) => error.name);
const elsewhere = await until(async () => {
  const item = await get(there);
  return item?.n?.N === "42" && item;
}, "the update in the other region");
await there.send(new DeleteItemCommand({ TableName, Key }));
const deleted = await until(async () => (await get(here)) === undefined, "the delete in the first region");

console.log(JSON.stringify({ read, updated, refused, elsewhere, deleted }));
