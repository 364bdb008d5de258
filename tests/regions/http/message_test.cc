#include "regions/http/message.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(HttpRequestTest, OwnsItsHeadAlsoAfterAMove) {
  HttpRequest moved;
  {
    std::string scrap = "POST/NameValue";
    const std::string_view view = scrap;
    const HeaderField fields[] = {{view.substr(5, 4), view.substr(9)}};
    HttpRequest request(view.substr(0, 4), view.substr(4, 1), fields, "body");
    scrap.assign(scrap.size(), '-');
    moved = std::move(request);
  }

  EXPECT_EQ(moved.method(), "POST");
  EXPECT_EQ(moved.target(), "/");
  EXPECT_EQ(moved.body, "body");
  EXPECT_EQ(moved.Header("NAME"), "Value");
  EXPECT_EQ(moved.Header("other"), std::nullopt);
  EXPECT_EQ(moved.signed_view().headers.size(), 1u);
}

}  // namespace
}  // namespace meridian
