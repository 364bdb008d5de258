// AWS's DynamoDBDocumentClient, which takes and gives plain JavaScript values. Prints what it saw as JSON.
const { DynamoDBClient, CreateTableCommand, DeleteTableCommand, waitUntilTableExists,
  waitUntilTableNotExists } = require("@aws-sdk/client-dynamodb");
const { BatchGetCommand, BatchWriteCommand, DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand,
  TransactGetCommand, TransactWriteCommand, UpdateCommand, paginateQuery,
  paginateScan } = require("@aws-sdk/lib-dynamodb");
const { outcome, until } = require("./seen.cjs");

const TableName = "documents";
const client = new DynamoDBClient({ endpoint: process.env.AWS_ENDPOINT });
const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
const book = (isbn, more) => ({ isbn, author: "Lem", year: 1961, ...more });

async function everything(pages) {
  const items = [];
  for await (const page of pages) items.push(...page.Items);
  return items;
}

async function main() {
  const seen = {};
  await client.send(new CreateTableCommand({
    TableName, BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [{ AttributeName: "isbn", AttributeType: "S" },
      { AttributeName: "author", AttributeType: "S" }, { AttributeName: "year", AttributeType: "N" }],
    KeySchema: [{ AttributeName: "isbn", KeyType: "HASH" }],
    GlobalSecondaryIndexes: [{ IndexName: "by-author", Projection: { ProjectionType: "ALL" },
      KeySchema: [{ AttributeName: "author", KeyType: "HASH" }, { AttributeName: "year", KeyType: "RANGE" }] }],
  }));
  const waiting = { client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 };
  seen.created = (await waitUntilTableExists(waiting, { TableName })).state;

  const solaris = book("1", { title: "Solaris", unset: undefined, tags: new Set(["sea", "station"]),
    cover: new Uint8Array([1, 2]), lent: null, notes: { pages: [204, { torn: true }] } });
  await documents.send(new PutCommand({ TableName, Item: solaris }));
  const got = (await documents.send(new GetCommand({ TableName, Key: { isbn: "1" }, ConsistentRead: true }))).Item;
  seen.got = { ...got, tags: [...got.tags].sort(), cover: [...got.cover] };

  const lend = () => documents.send(new UpdateCommand({
    TableName, Key: { isbn: "1" }, UpdateExpression: "SET lent = :who, notes.pages[0] = notes.pages[0] + :one",
    ConditionExpression: "lent = :nobody", ReturnValues: "UPDATED_NEW", ReturnValuesOnConditionCheckFailure: "ALL_OLD",
    ExpressionAttributeValues: { ":who": "Kris", ":nobody": null, ":one": 1 } }));
  seen.lent = (await lend()).Attributes;
  seen.lentAgain = await outcome(lend());

  await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: [1964, 1968, 1971].map((year, i) =>
    ({ PutRequest: { Item: book(`${i + 2}`, { year }) } })) } }));
  const batch = await documents.send(new BatchGetCommand({ RequestItems: {
    [TableName]: { Keys: [{ isbn: "2" }, { isbn: "3" }, { isbn: "absent" }], ProjectionExpression: "isbn" } } }));
  seen.batch = batch.Responses[TableName].map(({ isbn }) => isbn).sort();

  const query = { TableName, IndexName: "by-author", KeyConditionExpression: "author = :a AND #y > :y",
    ExpressionAttributeNames: { "#y": "year" }, ExpressionAttributeValues: { ":a": "Lem", ":y": 1961 },
    ScanIndexForward: false };
  seen.newestFirst = await until(async () => {
    const items = await everything(paginateQuery({ client: documents, pageSize: 1 }, query));
    return items.length === 3 && items.map(({ year }) => year);
  }, "three later books in the index");

  await documents.send(new TransactWriteCommand({ TransactItems: [
    { Put: { TableName, Item: book("5"), ConditionExpression: "attribute_not_exists(isbn)" } },
    { Update: { TableName, Key: { isbn: "2" }, UpdateExpression: "ADD copies :n",
      ExpressionAttributeValues: { ":n": 2 } } },
    { ConditionCheck: { TableName, Key: { isbn: "1" }, ConditionExpression: "attribute_exists(lent)" } },
    { Delete: { TableName, Key: { isbn: "3" } } } ] }));
  seen.together = (await documents.send(new TransactGetCommand({ TransactItems: ["5", "2", "3"].map((isbn) =>
    ({ Get: { TableName, Key: { isbn } } })) }))).Responses.map(({ Item }) => Item ?? null);
  seen.cancelled = await documents.send(new TransactWriteCommand({ TransactItems: [
    { Put: { TableName, Item: book("6") } },
    { Put: { TableName, Item: book("5"), ConditionExpression: "attribute_not_exists(isbn)" } } ] }))
    .catch((error) => [error.name, error.CancellationReasons.map(({ Code }) => Code)]);

  const removed = await documents.send(new DeleteCommand({ TableName, Key: { isbn: "5" }, ReturnValues: "ALL_OLD" }));
  seen.removed = removed.Attributes;
  seen.left = (await everything(paginateScan({ client: documents, pageSize: 2 }, { TableName, ConsistentRead: true })))
    .map(({ isbn }) => isbn).sort();
  await client.send(new DeleteTableCommand({ TableName }));
  seen.dropped = (await waitUntilTableNotExists(waiting, { TableName })).state;
  console.log(JSON.stringify(seen));
}

main();
