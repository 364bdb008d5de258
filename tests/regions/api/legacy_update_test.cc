#include "regions/api/legacy_update.h"

#include "tests/regions/api/item_case.h"

namespace meridian {
namespace {

const std::string kItem =
    R"({"k":{"S":"1"},"l":{"L":[{"N":"1"}]},"n":{"N":"5"},"ss":{"SS":["a","b"]}})";

// The item after AttributeUpdates of attribute `name` of kItem, or the refusal.
std::string Update(const std::string& name, const std::string& update) {
  ApiServer server;
  AddTables(&server);
  server.Ask("PutItem", R"({"TableName":"t","Item":)" + kItem + "}");
  return server.Ask("UpdateItem",
                    R"({"TableName":"t","Key":{"k":{"S":"1"}},"ReturnValues":"UPDATED_NEW",)"
                    R"("AttributeUpdates":{")" +
                        name + "\":" + update + "}}");
}

std::string Now(const std::string& attributes) {
  return R"(200 {"Attributes":{)" + attributes + "}}";
}

std::string InvalidParameters(const std::string& what) {
  return Invalid("One or more parameter values were invalid: " + what);
}

TEST(LegacyUpdateTest, PutsUnlessToldOtherwise) {
  EXPECT_EQ(Update("n", R"({"Value":{"S":"x"}})"), Now(R"("n":{"S":"x"})"));
  EXPECT_EQ(Update("n", R"({"Action":"PUT","Value":{"N":"7"}})"), Now(R"("n":{"N":"7"})"));
}

TEST(LegacyUpdateTest, AddsToNumbersSetsAndLists) {
  EXPECT_EQ(Update("n", R"({"Action":"ADD","Value":{"N":"1"}})"), Now(R"("n":{"N":"6"})"));
  EXPECT_EQ(Update("ss", R"({"Action":"ADD","Value":{"SS":["c"]}})"),
            Now(R"("ss":{"SS":["a","b","c"]})"));
  EXPECT_EQ(Update("l", R"({"Action":"ADD","Value":{"L":[{"N":"1"},{"S":"x"}]}})"),
            Now(R"("l":{"L":[{"N":"1"},{"N":"1"},{"S":"x"}]})"));
  EXPECT_EQ(Update("new", R"({"Action":"ADD","Value":{"L":[{"N":"1"}]}})"),
            Now(R"("new":{"L":[{"N":"1"}]})"));
}

TEST(LegacyUpdateTest, DeletesAttributesOrMembers) {
  EXPECT_EQ(Update("n", R"({"Action":"DELETE"})"), "200 {}");
  EXPECT_EQ(Update("ss", R"({"Action":"DELETE","Value":{"SS":["a"]}})"),
            Now(R"("ss":{"SS":["b"]})"));
  EXPECT_EQ(Update("ss", R"({"Action":"DELETE","Value":{"SS":["a","b"]}})"), "200 {}");
}

TEST(LegacyUpdateTest, WhatDoesNotFitTheItemIsRefused) {
  const std::string mismatch = Invalid("Type mismatch for attribute to update");

  EXPECT_EQ(Update("ss", R"({"Action":"ADD","Value":{"N":"1"}})"), mismatch);
  EXPECT_EQ(Update("n", R"({"Action":"ADD","Value":{"L":[]}})"), mismatch);
  EXPECT_EQ(Update("ss", R"({"Action":"DELETE","Value":{"NS":["1"]}})"), mismatch);
  EXPECT_EQ(Update("k", R"({"Value":{"S":"2"}})"),
            InvalidParameters("Cannot update attribute k. This attribute is part of the key"));
}

TEST(LegacyUpdateTest, WhatAnActionDoesNotTakeIsRefused) {
  EXPECT_EQ(
      Update("n", R"({"Action":"PUT"})"),
      InvalidParameters("Only DELETE action is allowed when no attribute value is specified"));
  EXPECT_EQ(Update("n", R"({"Action":"ADD","Value":{"S":"x"}})"),
            InvalidParameters("ADD action is not supported for the type S"));
  EXPECT_EQ(Update("n", R"({"Action":"DELETE","Value":{"N":"1"}})"),
            InvalidParameters("DELETE action with value is not supported for the type N"));
  EXPECT_EQ(Update("n", R"({"Action":"SET","Value":{"N":"1"}})"),
            Invalid("1 validation error detected: Value 'SET' at 'attributeUpdates.n.member.action'"
                    " failed to satisfy constraint: Member must satisfy enum value set: [ADD, "
                    "DELETE, PUT]"));
}

}  // namespace
}  // namespace meridian
