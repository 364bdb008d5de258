#include "regions/auth/amz_time.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace meridian {
namespace {

using std::chrono::day;
using std::chrono::milliseconds;
using std::chrono::month;
using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 12> kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// The number of `count` digits at `at`; -1: something else stands there.
int Digits(std::string_view text, size_t at, size_t count) {
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

struct Fields {
  int year, month, day, hour, minute, second;
};

std::optional<int64_t> ToMillis(const Fields& f) {
  if (f.year < 0 || f.month < 1 || f.day < 1) return std::nullopt;
  if (f.hour < 0 || f.hour > 23 || f.minute < 0 || f.minute > 59) return std::nullopt;
  if (f.second < 0 || f.second > 60) return std::nullopt;
  const year_month_day date{year{f.year}, month{static_cast<unsigned>(f.month)},
                            day{static_cast<unsigned>(f.day)}};
  if (!date.ok()) return std::nullopt;
  const int64_t days = sys_days{date}.time_since_epoch().count();
  return (((days * 24 + f.hour) * 60 + f.minute) * 60 + f.second) * 1000;
}

}  // namespace

std::string FormatAmzTime(int64_t time_ms) {
  const std::chrono::sys_time<milliseconds> time{milliseconds{time_ms}};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const year_month_day date{midnight};
  const auto seconds = static_cast<int>((time - midnight).count() / 1000);
  char text[40];
  const int length =
      std::snprintf(text, sizeof(text), "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    seconds / 3600, seconds / 60 % 60, seconds % 60);
  return std::string(text, static_cast<size_t>(length));
}

std::optional<int64_t> ParseAmzTime(std::string_view text) {
  if (text.size() != 16 || text[8] != 'T' || text[15] != 'Z') return std::nullopt;
  return ToMillis({.year = Digits(text, 0, 4),
                   .month = Digits(text, 4, 2),
                   .day = Digits(text, 6, 2),
                   .hour = Digits(text, 9, 2),
                   .minute = Digits(text, 11, 2),
                   .second = Digits(text, 13, 2)});
}

std::optional<int64_t> ParseHttpTime(std::string_view text) {
  // Sun, 30 Aug 2015 12:36:00 GMT
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT" ||
      text[19] != ':' || text[22] != ':') {
    return std::nullopt;
  }
  int month = 0;
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (text.substr(8, 3) == kMonths[i]) month = static_cast<int>(i) + 1;
  }
  return ToMillis({.year = Digits(text, 12, 4),
                   .month = month,
                   .day = Digits(text, 5, 2),
                   .hour = Digits(text, 17, 2),
                   .minute = Digits(text, 20, 2),
                   .second = Digits(text, 23, 2)});
}

}  // namespace meridian
