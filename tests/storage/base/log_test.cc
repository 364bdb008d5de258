#include "storage/base/log.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

// What was logged, without the time in front.
template <class Fn>
std::string Logged(Fn fn) {
  testing::internal::CaptureStderr();
  fn();
  const std::string text = testing::internal::GetCapturedStderr();
  return text.substr(std::min(text.find(' '), text.size()));
}

TEST(LogTest, WritesAnEventAsOneLineOfFields) {
  EXPECT_EQ(Logged([] {
              LogInfo("outbox.published", {{"topic", "log"}, {"count", 3}, {"last", true}});
            }),
            " level=info event=outbox.published topic=log count=3 last=true\n");
}

TEST(LogTest, LetsNoValueForgeALineOrAField) {
  EXPECT_EQ(Logged([] {
              LogWarn("e", {{"name", "a\nlevel=error event=forged"}});
            }),
            " level=warning event=e name=\"a\\nlevel=error event=forged\"\n");
  EXPECT_EQ(Logged([] {
              LogWarn("e", {{"name", "a\"b\\c"}});
            }),
            " level=warning event=e name=\"a\\\"b\\\\c\"\n");
  EXPECT_EQ(Logged([] {
              LogWarn("e", {{"name", "\x1b[2J\r\x7f"}});
            }),
            " level=warning event=e name=\"\\x1b[2J\\x0d\\x7f\"\n");
  EXPECT_EQ(Logged([] {
              LogWarn("e", {{"name", ""}, {"format", "{}%s"}});
            }),
            " level=warning event=e name=\"\" format={}%s\n");
}

TEST(LogTest, DropsWhatIsBelowTheLevel) {
  EXPECT_EQ(Logged([] { Log(LogLevel::kDebug, "quiet"); }), "");

  SetLogLevel(LogLevel::kDebug);
  EXPECT_EQ(Logged([] { Log(LogLevel::kDebug, "loud"); }), " level=debug event=loud\n");
  SetLogLevel(LogLevel::kInfo);
}

}  // namespace
}  // namespace meridian
