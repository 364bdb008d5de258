#include "regions/auth/amz_time.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(AmzTimeTest, RoundTrips) {
  for (const char* text : {"19700101T000000Z", "20150830T123600Z", "20240229T235959Z"}) {
    const auto time = ParseAmzTime(text);
    ASSERT_TRUE(time) << text;
    EXPECT_EQ(FormatAmzTime(*time), text);
  }
  EXPECT_EQ(ParseAmzTime("20150830T123600Z"), 1'440'938'160'000);
  EXPECT_EQ(ParseHttpTime("Sun, 30 Aug 2015 12:36:00 GMT"), 1'440'938'160'000);
}

TEST(AmzTimeTest, RefusesWhatIsNoInstant) {
  for (const char* text :
       {"", "2015", "20150230T000000Z", "20151301T000000Z", "20150830T240000Z", "20150830T126000Z",
        "20150830 123600Z", "2015083xT123600Z", "20150830T123600Z "}) {
    EXPECT_FALSE(ParseAmzTime(text)) << text;
  }
  EXPECT_FALSE(ParseHttpTime("Sun, 30 Foo 2015 12:36:00 GMT"));
  EXPECT_FALSE(ParseHttpTime("Sun, 30 Aug 2015 12:36:00 CET"));
}

}  // namespace
}  // namespace meridian
