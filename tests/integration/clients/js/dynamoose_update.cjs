// Dynamoose with `update`: a table with data gets an index, tags and a time to live, and loses the index again, as its
// model changes between two releases of an application. Prints what it saw as JSON.
const dynamoose = require("dynamoose");

const ddb = new dynamoose.aws.ddb.DynamoDB({ endpoint: process.env.AWS_ENDPOINT });
dynamoose.aws.ddb.set(ddb);

// One release of the application: its model, over the same table.
async function release(name, city, options) {
  const model = dynamoose.model(name, new dynamoose.Schema({ id: String, n: Number, city }));
  const table = new dynamoose.Table("releases", [model], {
    initialize: false, throughput: "ON_DEMAND", waitForActive: { check: { frequency: 50 } }, ...options });
  await table.initialize();
  return model;
}

const indexes = async () => (await ddb.describeTable({ TableName: "releases" })).Table.GlobalSecondaryIndexes
  ?.map(({ IndexName, IndexStatus }) => [IndexName, IndexStatus]) ?? [];

async function main() {
  const seen = {};
  const first = await release("First", String, {});
  for (const n of [0, 1, 2, 3, 4]) await first.create({ id: `${n}`, n, city: "Ghent" });
  seen.before = await indexes();

  const indexed = { type: String, index: { name: "byCity", type: "global", rangeKey: "n" } };
  const second = await release("Second", indexed,
    { update: true, tags: { team: "post" }, expires: { ttl: 86400000, attribute: "until" } });
  seen.after = await indexes();
  seen.filled = (await second.query("city").eq("Ghent").where("n").between(1, 3).using("byCity").exec())
    .map(({ id }) => id);
  const { TableArn } = (await ddb.describeTable({ TableName: "releases" })).Table;
  seen.tags = (await ddb.listTagsOfResource({ ResourceArn: TableArn })).Tags;
  const { TimeToLiveDescription } = await ddb.describeTimeToLive({ TableName: "releases" });
  seen.expiresBy = TimeToLiveDescription.AttributeName;

  const third = await release("Third", String, { update: true });
  seen.dropped = await indexes();
  seen.kept = (await third.scan().parallel(2).exec()).length;
  console.log(JSON.stringify(seen));
}

main();
