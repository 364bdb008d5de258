#include "regions/http/response.h"

#include <gtest/gtest.h>

namespace meridian {
namespace {

TEST(ResponseTest, WritesADynamoDbHead) {
  std::string out;

  AppendHead(&out, {.content_type = "application/x-amz-json-1.0", .body = "{}", .dynamodb = true},
             {.date = "Sun, 06 Nov 1994 08:49:37 GMT", .request_id = "ID"});

  EXPECT_EQ(out,
            "HTTP/1.1 200 OK\r\nServer: Meridian\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
            "Content-Length: 2\r\nContent-Type: application/x-amz-json-1.0\r\n"
            "x-amzn-RequestId: ID\r\nx-amz-crc32: 2745614147\r\n\r\n");
}

TEST(ResponseTest, HasTheCrcThatDynamoDbSendsForAWrongContentType) {
  std::string out;

  AppendHead(&out, {.body = "<UnknownOperationException/>\n", .dynamodb = true}, {});

  EXPECT_NE(out.find("x-amz-crc32: 3552371480\r\n"), std::string::npos) << out;
}

TEST(ResponseTest, SaysHowTheConnectionGoesOn) {
  std::string out;
  AppendHead(&out, {.status = 413}, {.date = "D", .close = true});
  EXPECT_EQ(out,
            "HTTP/1.1 413 Request Entity Too Large\r\nServer: Meridian\r\nDate: D\r\n"
            "Content-Length: 0\r\nConnection: close\r\n\r\n");

  out.clear();
  AppendHead(&out, {}, {.http_1_0 = true});
  EXPECT_NE(out.find("Connection: keep-alive\r\n"), std::string::npos);
}

TEST(ResponseTest, DropsAFieldThatWouldSplitTheResponse) {
  std::string out;

  AppendHead(&out, {.headers = {{"X", "a\r\nY: b"}, {"Z", "c"}}}, {});

  EXPECT_EQ(out.find("Y: b"), std::string::npos);
  EXPECT_NE(out.find("Z: c\r\n"), std::string::npos);
}

TEST(ResponseTest, FormatsDates) {
  EXPECT_EQ(FormatHttpDate(784'111'777'000), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(FormatHttpDate(0), "Thu, 01 Jan 1970 00:00:00 GMT");
}

}  // namespace
}  // namespace meridian
