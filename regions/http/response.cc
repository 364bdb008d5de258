#include "regions/http/response.h"

#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace meridian {
namespace {

std::string_view ReasonOf(int status) {
  switch (status) {
    case 200: return "OK";
    case 204: return "No Content";
    case 400: return "Bad Request";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 413: return "Request Entity Too Large";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    default: return "";
  }
}

void AppendNumber(std::string* out, uint64_t number) {
  char digits[20];
  const auto [end, fault] = std::to_chars(std::begin(digits), std::end(digits), number);
  out->append(digits, end);
}

bool IsOneLine(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

uint32_t Crc32(std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(0, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size()));
}

}  // namespace

void AppendHead(std::string* out, const HttpResponse& response, const HeadOptions& options) {
  if (response.status == 200) {
    out->append("HTTP/1.1 200 OK\r\nServer: Meridian\r\nDate: ");
  } else {
    out->append("HTTP/1.1 ");
    AppendNumber(out, static_cast<uint64_t>(response.status));
    out->append(" ").append(ReasonOf(response.status)).append("\r\nServer: Meridian\r\nDate: ");
  }
  out->append(options.date).append("\r\nContent-Length: ");
  AppendNumber(out, response.body.size());
  if (!response.content_type.empty()) {
    out->append("\r\nContent-Type: ").append(response.content_type);
  }
  if (response.dynamodb) {
    out->append("\r\nx-amzn-RequestId: ").append(options.request_id);
    out->append("\r\nx-amz-crc32: ");
    AppendNumber(out, Crc32(response.body));
  }
  for (const auto& [name, value] : response.headers) {
    if (!IsOneLine(name) || !IsOneLine(value)) continue;
    out->append("\r\n").append(name).append(": ").append(value);
  }
  if (options.close) {
    out->append("\r\nConnection: close");
  } else if (options.http_1_0) {
    out->append("\r\nConnection: keep-alive");
  }
  out->append("\r\n\r\n");
}

std::string FormatHttpDate(int64_t time_ms) {
  static constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                            "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const std::chrono::sys_time<std::chrono::milliseconds> time{std::chrono::milliseconds{time_ms}};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{midnight};
  const std::chrono::weekday weekday{midnight};
  const auto seconds = static_cast<int>((time - midnight).count() / 1000);
  char text[64];
  const int length = std::snprintf(
      text, sizeof(text), "%s, %02u %s %04d %02d:%02d:%02d GMT", kDays[weekday.c_encoding()],
      static_cast<unsigned>(date.day()), kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<int>(date.year()), seconds / 3600, seconds / 60 % 60, seconds % 60);
  return std::string(text, static_cast<size_t>(length));
}

}  // namespace meridian
