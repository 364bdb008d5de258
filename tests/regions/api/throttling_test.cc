// What clients are told when a table is over its throughput, for each way to ask.
#include <gtest/gtest.h>

#include "regions/capacity/metered_store.h"
#include "tests/regions/api/api_server.h"
#include "tests/support/manual_scheduler.h"

namespace meridian {
namespace {

constexpr char kOverReply[] =
    R"(400 {"__type":"com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",)"
    R"("message":"The level of configured provisioned throughput for the table was exceeded. )"
    R"(Consider increasing your provisioning level with the UpdateTable API.",)"
    R"("ThrottlingReasons":[{"reason":")";
constexpr char kResource[] = R"(","resource":"arn:aws:dynamodb:us-east-1:000000000000:table/t"}]})";

std::string Over(const std::string& reason) { return kOverReply + reason + kResource; }

// Table "t" has one unit of each kind, "free" has none set; behind a metered store.
class ThrottledServer {
 public:
  ThrottledServer() {
    for (const char* name : {"t", "free"})
      base_.catalog.Add(name, TableSchema{.hash = {.name = "k"}, .range = std::nullopt});
    base_.catalog.Update(
        [](const CatalogView& view) -> Result<std::vector<RegisterWrite>> {
          return std::vector<RegisterWrite>{
              {view.Find("t")->id, BillingSettings{BillingMode::kProvisioned, 1, 1, 0}, ""}};
        },
        [](Status) {});
    ledger_.Follow(*base_.catalog.View());
  }

  std::string Ask(std::string_view operation, std::string body) {
    HttpResponse response;
    boost::asio::io_context io;
    const std::string target = std::string(kDynamoDbTarget).append(operation);
    const std::vector<HeaderField> headers = {{"X-Amz-Target", target},
                                              {"Content-Type", "application/x-amz-json-1.0"}};
    HttpRequest request("POST", "/", headers, std::move(body));
    boost::asio::co_spawn(io, router_.Handle(std::move(request)),
                          [&](std::exception_ptr failure, HttpResponse answer) {
                            if (failure) std::rethrow_exception(failure);
                            response = std::move(answer);
                          });
    io.run();
    return std::to_string(response.status) + " " + response.body;
  }

  // Consumes all that table "t" has.
  void EmptyBuckets() {
    const auto allowances = ledger_.Find(base_.catalog.Find("t")->number);
    allowances->read->Consume(300);
    allowances->write->Consume(300);
  }
  ManualScheduler& clock() { return clock_; }

 private:
  ApiServer base_;
  ManualScheduler clock_;
  CapacityLedger ledger_{clock_, base_.metrics, "us-east-1", CapacityOptions{}};
  MeteredStore metered_{base_.store, ledger_};
  Services services_{metered_, base_.catalog, base_.wall, base_.random, base_.metrics, "us-east-1"};
  Router router_{services_, base_.operations, base_.authenticator, base_.monotonic, {}};
};

TEST(ThrottlingReplyTest, EveryOperationOnOneTableSaysWhichLimit) {
  ThrottledServer server;
  server.EmptyBuckets();

  const std::string key = R"({"TableName":"t","Key":{"k":{"S":"a"}}})";
  EXPECT_EQ(server.Ask("GetItem", key), Over("TableReadProvisionedThroughputExceeded"));
  EXPECT_EQ(server.Ask("DeleteItem", key), Over("TableWriteProvisionedThroughputExceeded"));
  EXPECT_EQ(server.Ask("UpdateItem", key), Over("TableWriteProvisionedThroughputExceeded"));
  EXPECT_EQ(server.Ask("PutItem", R"({"TableName":"t","Item":{"k":{"S":"a"}}})"),
            Over("TableWriteProvisionedThroughputExceeded"));
  EXPECT_EQ(server.Ask("Scan", R"({"TableName":"t"})"),
            Over("TableReadProvisionedThroughputExceeded"));
  EXPECT_EQ(server.Ask("Query", R"({"TableName":"t","KeyConditionExpression":"k = :k",)"
                                R"("ExpressionAttributeValues":{":k":{"S":"a"}}})"),
            Over("TableReadProvisionedThroughputExceeded"));
}

TEST(ThrottlingReplyTest, WhatIsWrongWithARequestIsSaidFirst) {
  ThrottledServer server;
  server.EmptyBuckets();

  EXPECT_EQ(server.Ask("GetItem", R"({"TableName":"t","Key":{"x":{"S":"a"}}})"),
            Invalid("The provided key element does not match the schema"));
}

TEST(ThrottlingReplyTest, ABatchHandsBackWhatWasRefused) {
  ThrottledServer server;
  server.EmptyBuckets();

  EXPECT_EQ(server.Ask("BatchWriteItem",
                       R"({"RequestItems":{"t":[{"PutRequest":{"Item":{"k":{"S":"a"}}}}],)"
                       R"("free":[{"PutRequest":{"Item":{"k":{"S":"a"}}}}]}})"),
            R"(200 {"UnprocessedItems":{"t":[{"PutRequest":{"Item":{"k":{"S":"a"}}}}]}})");
  EXPECT_EQ(server.Ask("BatchGetItem", R"({"RequestItems":{"t":{"Keys":[{"k":{"S":"a"}}]},)"
                                       R"("free":{"Keys":[{"k":{"S":"a"}}]}}})"),
            R"(200 {"Responses":{"t":[],"free":[{"k":{"S":"a"}}]},)"
            R"("UnprocessedKeys":{"t":{"Keys":[{"k":{"S":"a"}}]}}})");
}

TEST(ThrottlingReplyTest, ABatchOfWhichAllWasRefusedFails) {
  ThrottledServer server;
  server.EmptyBuckets();

  EXPECT_EQ(server.Ask("BatchWriteItem",
                       R"({"RequestItems":{"t":[{"DeleteRequest":{"Key":{"k":{"S":"a"}}}}]}})"),
            Over("TableWriteProvisionedThroughputExceeded"));
  EXPECT_EQ(server.Ask("BatchGetItem", R"({"RequestItems":{"t":{"Keys":[{"k":{"S":"a"}}]}}})"),
            Over("TableReadProvisionedThroughputExceeded"));
}

TEST(ThrottlingReplyTest, TimeHealsIt) {
  ThrottledServer server;
  server.EmptyBuckets();
  server.clock().Advance(std::chrono::seconds(1));

  EXPECT_EQ(server.Ask("GetItem", R"({"TableName":"t","Key":{"k":{"S":"a"}}})"), "200 {}");
  EXPECT_EQ(server.Ask("GetItem", R"({"TableName":"t","Key":{"k":{"S":"a"}}})"), "200 {}");
  EXPECT_EQ(server.Ask("GetItem", R"({"TableName":"t","Key":{"k":{"S":"a"}}})"),
            Over("TableReadProvisionedThroughputExceeded"))
      << "two eventual reads are a unit";
}

}  // namespace
}  // namespace meridian
