#include "regions/http/request_id.h"

#include <gtest/gtest.h>

#include <set>

namespace meridian {
namespace {

TEST(RequestIdsTest, AreFiftyTwoDigitsOrCapitalsAndNeverTheSame) {
  SystemSecureRandom random;
  RequestIds ids(random);
  std::set<std::string> seen;

  for (int i = 0; i < 1000; ++i) {
    std::string id;
    ids.AppendTo(&id);
    EXPECT_EQ(id.size(), 52u);
    EXPECT_EQ(id.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), std::string::npos);
    EXPECT_TRUE(seen.insert(id).second);
  }
}

}  // namespace
}  // namespace meridian
