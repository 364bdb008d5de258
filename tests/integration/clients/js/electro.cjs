// ElectroDB: two entities in one table, whose keys it composes itself. Prints what it saw as JSON.
const { CreateTableCommand, DynamoDBClient, waitUntilTableExists } = require("@aws-sdk/client-dynamodb");
const { Entity, Service } = require("electrodb");
const { until } = require("./seen.cjs");

const table = "electro";
const client = new DynamoDBClient({ endpoint: process.env.AWS_ENDPOINT });
const string = (name) => ({ AttributeName: name, AttributeType: "S" });
const keys = (hash, range) => [{ AttributeName: hash, KeyType: "HASH" }, { AttributeName: range, KeyType: "RANGE" }];

const Employee = new Entity({
  model: { entity: "employee", version: "1", service: "office" },
  attributes: {
    id: { type: "string", required: true }, team: { type: "string", required: true },
    salary: { type: "number", default: 100 }, skills: { type: "set", items: "string" },
    office: { type: "map", properties: { floor: { type: "number" } } },
  },
  indexes: {
    employee: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } },
    members: { index: "gsi1", collection: "team", pk: { field: "gsi1pk", composite: ["team"] },
      sk: { field: "gsi1sk", composite: ["id"] } },
  },
}, { table, client });
const Task = new Entity({
  model: { entity: "task", version: "1", service: "office" },
  attributes: { task: { type: "string", required: true }, team: { type: "string", required: true },
    points: { type: "number" } },
  indexes: {
    task: { pk: { field: "pk", composite: ["task"] }, sk: { field: "sk", composite: [] } },
    ofTeam: { index: "gsi1", collection: "team", pk: { field: "gsi1pk", composite: ["team"] },
      sk: { field: "gsi1sk", composite: ["task"] } },
  },
}, { table, client });
const office = new Service({ employee: Employee, task: Task });

async function main() {
  const seen = {};
  await client.send(new CreateTableCommand({
    TableName: table, BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map(string),
    KeySchema: keys("pk", "sk"),
    GlobalSecondaryIndexes: [{ IndexName: "gsi1", KeySchema: keys("gsi1pk", "gsi1sk"),
      Projection: { ProjectionType: "ALL" } }],
  }));
  await waitUntilTableExists({ client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 }, { TableName: table });

  const ann = { id: "ann", team: "db", skills: ["c++"], office: { floor: 2 } };
  await Employee.create(ann).go();
  seen.createdTwice = await Employee.create(ann).go().then(() => "accepted", (error) => error.cause.name);
  seen.got = (await Employee.get({ id: "ann" }).go({ consistent: true })).data;
  seen.patched = (await Employee.patch({ id: "ann" }).add({ salary: 20, skills: ["sql"] }).set({ "office.floor": 3 })
    .where(({ salary }, { lt }) => lt(salary, 120)).go({ response: "all_new" })).data;
  seen.refused = await Employee.patch({ id: "ann" }).add({ salary: 20 })
    .where(({ salary }, { lt }) => lt(salary, 120)).go().then(() => "accepted", (error) => error.cause.name);

  seen.unprocessed = (await Employee.put(["ben", "cid"].map((id) => ({ id, team: "db", salary: 90 }))).go())
    .unprocessed;
  seen.batch = (await Employee.get([{ id: "ben" }, { id: "cid" }]).go()).data.map(({ id }) => id).sort();
  await office.transaction.write(({ employee, task }) => [
    employee.patch({ id: "ben" }).set({ salary: 95 }).commit(),
    employee.remove({ id: "cid" }).commit(),
    task.create({ task: "index", team: "db", points: 5 }).commit(),
  ]).go();
  const again = await office.transaction.write(({ employee, task }) => [
    employee.delete({ id: "ben" }).commit(), task.create({ task: "index", team: "db" }).commit(),
  ]).go();
  seen.cancelled = [again.canceled, again.data.map(({ code }) => code)];
  seen.collection = await until(async () => {
    const { employee, task } = (await office.collections.team({ team: "db" }).go()).data;
    return employee.length === 2 && task.length === 1 &&
      { employees: employee.map(({ id, salary }) => [id, salary]), tasks: task.map((one) => [one.task, one.points]) };
  }, "the team's collection in the index");
  seen.from = (await Employee.query.members({ team: "db" }).gte({ id: "b" }).go()).data.map(({ id }) => id);
  seen.pages = [];
  let cursor = null;
  do {
    const page = await Employee.query.members({ team: "db" }).go({ limit: 1, cursor, order: "desc" });
    seen.pages.push(...page.data.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor);

  await Employee.delete({ id: "ann" }).go();
  seen.deleted = (await Employee.get({ id: "ann" }).go()).data;
  console.log(JSON.stringify(seen));
}

main();
