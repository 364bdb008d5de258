#include "regions/http/request_reader.h"

#include <gtest/gtest.h>

#include <cstring>

namespace meridian {
namespace {

using Progress = RequestReader::Progress;

class RequestReaderTest : public testing::Test {
 protected:
  // The last progress after feeding `bytes`, `step` at a time, until something was decided.
  Progress Feed(std::string_view bytes, size_t step = SIZE_MAX) {
    Progress progress = reader_.Advance();
    while (!bytes.empty() && progress == Progress::kNeedMore) {
      const auto space = reader_.Prepare();
      const size_t count = std::min({step, bytes.size(), space.size()});
      std::memcpy(space.data(), bytes.data(), count);
      reader_.Commit(count);
      bytes.remove_prefix(count);
      progress = reader_.Advance();
    }
    return progress;
  }
  int StatusOf(std::string_view bytes) {
    return Feed(bytes) == Progress::kRefused ? reader_.refusal().status : 0;
  }

  HttpOptions options_{.headers_max = 4, .body_bytes_max = 100'000};
  RequestReader reader_{options_};
};

constexpr std::string_view kChunked =
    "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";

std::string WithLength(const std::string& body) {
  return "POST /x HTTP/1.1\r\nHost: h\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

TEST_F(RequestReaderTest, ReadsTheSameRequestInPiecesOfAnySize) {
  for (const size_t step : {1, 2, 7, 1'000, 1'000'000}) {
    const std::string body(50'000, 'b');
    ASSERT_EQ(Feed(WithLength(body), step), Progress::kComplete);
    const HttpRequest request = reader_.Take();

    EXPECT_EQ(request.method(), "POST");
    EXPECT_EQ(request.target(), "/x");
    EXPECT_EQ(request.Header("host"), "h");
    EXPECT_EQ(request.body, body);
    EXPECT_TRUE(request.keep_alive);
    EXPECT_EQ(reader_.phase(), RequestReader::Phase::kIdle);
  }
}

TEST_F(RequestReaderTest, JoinsChunksAndKeepsWhatFollows) {
  for (const size_t step : {1, 3, 1'000}) {
    const std::string two =
        std::string(kChunked) + "3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\n\r\n";
    ASSERT_EQ(Feed(two, step), Progress::kComplete);
    EXPECT_EQ(reader_.Take().body, "abc0123456789");
  }
  ASSERT_EQ(Feed(WithLength("one") + WithLength("two")), Progress::kComplete);
  EXPECT_EQ(reader_.Take().body, "one");
  ASSERT_EQ(Feed(""), Progress::kComplete);
  EXPECT_EQ(reader_.Take().body, "two");
}

TEST_F(RequestReaderTest, BoundsHeadsFieldsAndBodies) {
  EXPECT_EQ(StatusOf("POST / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x')), 431);
  EXPECT_EQ(StatusOf("x"), 431) << "refused for good";
}

TEST_F(RequestReaderTest, BoundsTheNumberOfFields) {
  EXPECT_EQ(StatusOf("POST / HTTP/1.1\r\nHost: h\r\na: 1\r\nb: 2\r\nc: 3\r\nd: 4\r\n\r\n"), 431);
}

TEST_F(RequestReaderTest, RefusesALengthOverTheLimitBeforeTheBodyComes) {
  EXPECT_EQ(StatusOf("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100001\r\n\r\n"), 413);
}

TEST_F(RequestReaderTest, RefusesChunksOverTheLimitBeforeTheyCome) {
  EXPECT_EQ(StatusOf(std::string(kChunked) + "186A1\r\n"), 413);
}

TEST_F(RequestReaderTest, RefusesAChunkSizeThatOverflows) {
  EXPECT_EQ(StatusOf(std::string(kChunked) + "FFFFFFFFFFFFFFFFF\r\n"), 400);
}

TEST_F(RequestReaderTest, RefusesALongChunkExtensionWholeOrNot) {
  EXPECT_EQ(StatusOf(std::string(kChunked) + "1;" + std::string(1'000, 'e') + "\r\na\r\n"), 400);
}

TEST_F(RequestReaderTest, RefusesAnEndlessChunkExtension) {
  EXPECT_EQ(StatusOf(std::string(kChunked) + "1;" + std::string(1'000, 'e')), 400);
}

TEST_F(RequestReaderTest, RefusesTrailers) {
  EXPECT_EQ(StatusOf(std::string(kChunked) + "0\r\nX-Amz-Target: a\r\n\r\n"), 400);
}

TEST_F(RequestReaderTest, AsksForTheBodyOnceIfTheClientWaits) {
  const std::string head =
      "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n";

  ASSERT_EQ(Feed(head), Progress::kWantsContinue);
  EXPECT_EQ(Feed("a"), Progress::kNeedMore);
  ASSERT_EQ(Feed("bc"), Progress::kComplete);
  EXPECT_EQ(reader_.Take().body, "abc");
}

TEST_F(RequestReaderTest, ReadsTheVersionsIdeaOfKeepAlive) {
  ASSERT_EQ(Feed("GET / HTTP/1.0\r\nHost: h\r\n\r\n"), Progress::kComplete);
  EXPECT_FALSE(reader_.Take().keep_alive);
  EXPECT_TRUE(reader_.http_1_0());

  ASSERT_EQ(Feed("GET / HTTP/1.0\r\nHost: h\r\nConnection: keep-alive\r\n\r\n"),
            Progress::kComplete);
  EXPECT_TRUE(reader_.Take().keep_alive);

  ASSERT_EQ(Feed("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"), Progress::kComplete);
  EXPECT_FALSE(reader_.Take().keep_alive);
}

}  // namespace
}  // namespace meridian
