#include "regions/api/read_page.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

// A cursor whose second item can't be read.
class DamagedCursor final : public ItemCursor {
 public:
  bool Valid() const override { return at_ < 2; }
  void Next() override { ++at_; }
  std::string_view key() const override { return "k"; }
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
};

TEST(ReadPageTest, ADamagedItemIsAnErrorNotAGap) {
  DamagedCursor cursor;
  EXPECT_EQ(ReadPage(ReadRequest{}, cursor).error().code, Errc::kCorrupt);
}

TEST(ReadPageTest, APageThatEndsBeforeTheDamageIsFine) {
  DamagedCursor cursor;
  ReadRequest request;
  request.limit = 1;

  const auto page = ReadPage(request, cursor);

  ASSERT_TRUE(page);
  EXPECT_EQ(page->items, "[{}]");
  EXPECT_EQ(page->last_key, "k");
}

}  // namespace
}  // namespace meridian
