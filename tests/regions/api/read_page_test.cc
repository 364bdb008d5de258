#include "regions/api/read_page.h"

#include <gtest/gtest.h>

#include "tests/support/fake_table_store.h"

namespace meridian {
namespace {

ReadTarget Target() {
  auto table = std::make_shared<Table>();
  table->schema.hash = {"p", AttributeType::kString};
  return {std::move(table), nullptr};
}

Item Name() {
  Item name;
  name.Set("p", AttributeValue::S("k"));
  return name;
}

// A cursor whose second item can't be read.
class DamagedCursor final : public ItemCursor {
 public:
  bool Valid() const override { return at_ < 2; }
  void Next() override { ++at_; }
  std::string_view key() const override { return key_; }
  Slot slot() const override { return Slot{0}; }
  Result<StoredItem> Read() const override {
    if (at_ == 1) return Error{Errc::kCorrupt, "Damaged"};
    StoredItem stored;
    stored.state.kind = StateKind::kPut;
    stored.state.value = Payload::Of(Item());
    return stored;
  }
  Status status() const override { return OkStatus(); }

 private:
  int at_ = 0;
  const std::string key_ = KeyOfKey(Target().table->schema, Name())->Encoded();
};

TEST(ReadPageTest, ADamagedItemIsAnErrorNotAGap) {
  DamagedCursor cursor;
  FakeTableStore store;
  EXPECT_EQ(ReadPage(ReadRequest{}, Target(), store, cursor).error().code, Errc::kCorrupt);
}

TEST(ReadPageTest, APageThatEndsBeforeTheDamageIsFine) {
  DamagedCursor cursor;
  FakeTableStore store;
  ReadRequest request;
  request.limit = 1;

  const auto page = ReadPage(request, Target(), store, cursor);

  ASSERT_TRUE(page);
  EXPECT_EQ(page->items, "[{}]");
  EXPECT_EQ(page->last_key, Name());
}

}  // namespace
}  // namespace meridian
