// Dynamoose: a model that makes its own table with its index and its time to live. Prints what it saw as JSON.
const dynamoose = require("dynamoose");
const { outcome, until } = require("./seen.cjs");

dynamoose.aws.ddb.set(new dynamoose.aws.ddb.DynamoDB({ endpoint: process.env.AWS_ENDPOINT }));
const Order = dynamoose.model("Order", new dynamoose.Schema({
  id: { type: String, hashKey: true },
  customer: { type: String, index: { name: "byCustomer", type: "global", rangeKey: "total" } },
  total: Number,
  lines: { type: Array, schema: [{ type: Object, schema: { sku: String, count: Number } }] },
  open: Boolean,
  due: Date,
}, { timestamps: { createdAt: "made", updatedAt: "changed" } }));
const table = new dynamoose.Table("dynamoose", [Order], {
  throughput: "ON_DEMAND", initialize: false, waitForActive: { check: { frequency: 50 } },
  expires: { ttl: 86400000, attribute: "ttl" },
});

async function main() {
  const seen = {};
  await table.initialize();
  const { TimeToLiveDescription } = await dynamoose.aws.ddb().describeTimeToLive({ TableName: table.name });
  seen.expiresBy = TimeToLiveDescription.AttributeName;
  const order = { id: "1", customer: "ann", total: 12.5, lines: [{ sku: "a", count: 2 }], open: true,
    due: new Date(86400000) };
  await Order.create(order);
  seen.createdTwice = await outcome(Order.create(order));
  const { made, changed, ttl, ...got } = (await Order.get({ id: "1" }, { consistent: true })).toJSON();
  seen.got = got;
  seen.stamped = [made, changed, ttl].map((stamp) => Boolean(stamp));

  const close = () => Order.update({ id: "1" }, { $SET: { open: false }, $ADD: { total: 1 } },
    { condition: new dynamoose.Condition().where("open").eq(true) });
  seen.closed = (({ open, total }) => ({ open, total }))(await close());
  seen.closedAgain = await outcome(close());

  seen.unprocessed = (await Order.batchPut(["2", "3", "4"].map((id) => ({ id, customer: "ann", total: Number(id) }))))
    .unprocessedItems;
  seen.batch = (await Order.batchGet(["2", "3", "absent"])).map(({ id }) => id).sort();
  seen.query = await until(async () => {
    const found = await Order.query("customer").eq("ann").where("total").gt(2).using("byCustomer")
      .sort("descending").exec();
    return found.length === 3 && found.map(({ id }) => id);
  }, "three orders over 2 in the index");
  const first = await Order.scan().limit(2).exec();
  const rest = await Order.scan().startAt(first.lastKey).exec();
  seen.scanned = [...first, ...rest].map(({ id }) => id).sort();

  await dynamoose.transaction([
    Order.transaction.update({ id: "2" }, { total: 22 }),
    Order.transaction.delete({ id: "3" }),
    Order.transaction.create({ id: "5", customer: "ben", total: 5 }),
  ]);
  seen.cancelled = await outcome(dynamoose.transaction([
    Order.transaction.delete({ id: "2" }), Order.transaction.create({ id: "5", customer: "ben", total: 6 }) ]));
  seen.together = (await dynamoose.transaction(["2", "5"].map((id) => Order.transaction.get({ id }))))
    .map(({ id, total }) => [id, total]);

  await Order.batchDelete(["4", "5"]);
  await Order.delete({ id: "1" });
  seen.left = (await Order.scan().all().exec()).map(({ id }) => id);
  console.log(JSON.stringify(seen));
}

main();
