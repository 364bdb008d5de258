#include "regions/api/legacy_condition.h"

#include "tests/regions/api/item_case.h"
#include "tests/regions/api/items_server.h"

namespace meridian {
namespace {

// A PutItem of an item {k: 1, n: 5} over itself, with further members of the request.
std::string Put(const std::string& members) {
  ApiServer server;
  AddTables(&server);
  const std::string request = R"({"TableName":"t","Item":{"k":{"S":"1"},"n":{"N":"5"}})";
  server.Ask("PutItem", request + "}");
  return server.Ask("PutItem", request + "," + members + "}");
}

std::string Expect(const std::string& expected) {
  return Put(R"("Expected":{"n":)" + expected + "}");
}

std::string Scan(const std::string& members) {
  ItemsServer server;
  server.AddRows("a", 1, 4);
  return server.Ask("Scan", R"({"TableName":"Rows","AttributesToGet":["s"],)" + members + "}");
}

const std::string kTwo =
    R"("Expected":{"n":{"Value":{"N":"6"}},"k":{"ComparisonOperator":"NOT_NULL"}})";

TEST(LegacyConditionTest, ExpectedIsAValueOrAnAbsenceOrAComparison) {
  EXPECT_EQ(Expect(R"({"Value":{"N":"5"}})"), "200 {}");
  EXPECT_EQ(Expect(R"({"Value":{"N":"6"}})"), kConditionFailedReply);
  EXPECT_EQ(Expect(R"({"Exists":false})"), kConditionFailedReply);
  EXPECT_EQ(Put(R"("Expected":{"gone":{"Exists":"false"}})"), "200 {}");
  EXPECT_EQ(Expect(R"({"ComparisonOperator":"GT","AttributeValueList":[{"N":"4"}]})"), "200 {}");
  EXPECT_EQ(Expect(R"({"ComparisonOperator":"GT","Value":{"N":"5"}})"), kConditionFailedReply);
  EXPECT_EQ(Put(R"("Expected":{})"), "200 {}");
}

TEST(LegacyConditionTest, ConditionalOperatorJoinsTwoOrMore) {
  EXPECT_EQ(Put(kTwo), kConditionFailedReply);
  EXPECT_EQ(Put(kTwo + R"(,"ConditionalOperator":"AND")"), kConditionFailedReply);
  EXPECT_EQ(Put(kTwo + R"(,"ConditionalOperator":"OR")"), "200 {}");
  EXPECT_EQ(Put(R"("ConditionalOperator":"OR")"),
            Invalid("ConditionalOperator cannot be used without Filter or Expected"));
  EXPECT_EQ(Put(R"("Expected":{"n":{"Value":{"N":"5"}}},"ConditionalOperator":"OR")"),
            Invalid("ConditionalOperator can only be used when Filter or Expected has two or more "
                    "elements"));
  EXPECT_EQ(Put(kTwo + R"(,"ConditionalOperator":"XOR")"),
            Invalid("1 validation error detected: Value 'XOR' at 'conditionalOperator' failed to "
                    "satisfy constraint: Member must satisfy enum value set: [OR, AND]"));
}

TEST(LegacyConditionTest, MembersThatExcludeEachOtherAreRefused) {
  const auto refused = [](const std::string& what) {
    return Invalid("One or more parameter values were invalid: " + what);
  };

  EXPECT_EQ(Expect("{}"), refused("Value must be provided when Exists is null for Attribute: n"));
  EXPECT_EQ(Expect(R"({"Exists":true})"),
            refused("Value must be provided when Exists is true for Attribute: n"));
  EXPECT_EQ(Expect(R"({"Exists":false,"Value":{"N":"1"}})"),
            refused("Value cannot be used when Exists is false for Attribute: n"));
  EXPECT_EQ(Expect(R"({"Exists":true,"ComparisonOperator":"EQ","Value":{"N":"1"}})"),
            refused("Exists and ComparisonOperator cannot be used together for Attribute: n"));
  EXPECT_EQ(Expect(R"({"AttributeValueList":[{"N":"1"}],"Value":{"N":"1"}})"),
            refused("Value and AttributeValueList cannot be used together for Attribute: n"));
  EXPECT_EQ(Expect(R"({"AttributeValueList":[{"N":"1"}]})"),
            refused("AttributeValueList can only be used with a ComparisonOperator for Attribute: "
                    "n"));
  EXPECT_EQ(Expect(R"({"ComparisonOperator":"EQ"})"),
            refused("Value or AttributeValueList must be used with ComparisonOperator: EQ for "
                    "Attribute: n"));
  EXPECT_EQ(Expect("null"), refused("ExpectedAttributeValue must not be null for Attribute: n"));
}

TEST(LegacyConditionTest, AFilterLeavesWhatItHoldsOf) {
  EXPECT_EQ(Scan(R"("ScanFilter":{"v":{"ComparisonOperator":"EQ",)"
                 R"("AttributeValueList":[{"N":"0"}]}})"),
            R"(200 {"Items":[{"s":{"N":"2"}},{"s":{"N":"4"}}],"Count":2,"ScannedCount":4})");
  EXPECT_EQ(Scan(R"("ScanFilter":{"v":{"ComparisonOperator":"EQ","AttributeValueList":)"
                 R"([{"N":"0"}]},"s":{"ComparisonOperator":"LT","AttributeValueList":)"
                 R"([{"N":"2"}]}},"ConditionalOperator":"OR")"),
            R"(200 {"Items":[{"s":{"N":"1"}},{"s":{"N":"2"}},{"s":{"N":"4"}}],"Count":3,)"
            R"("ScannedCount":4})");
}

TEST(LegacyConditionTest, AFilterNeedsAnOperator) {
  EXPECT_EQ(Scan(R"("ScanFilter":{"v":{}})"),
            Invalid("1 validation error detected: Value null at 'scanFilter.v.member."
                    "comparisonOperator' failed to satisfy constraint: Member must not be null"));
  EXPECT_EQ(Scan(R"("ScanFilter":{"v":null})"),
            Invalid("The filter condition for an attribute cannot be null: v"));
}

}  // namespace
}  // namespace meridian
