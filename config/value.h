// ConfigValue: what a key of region.toml may hold, and how it becomes a field of an Options struct.
//
// Durations become their count of the key's unit, which is the unit of the field's type. Enums
// become the names given here.
//
// Threads: pure.
#pragma once

#include <array>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "config/config.h"
#include "storage/base/check.h"
#include "storage/base/log.h"
#include "streams/log_start.h"

namespace meridian {

using ConfigValue = std::variant<int64_t, std::string>;

// The names of an enum's values, in their order.
template <class Enum>
inline constexpr std::array<std::string_view, 0> kChoices{};
template <>
inline constexpr std::array<std::string_view, 4> kChoices<LogLevel>{"debug", "info", "warn",
                                                                    "error"};
template <>
inline constexpr std::array<std::string_view, 2> kChoices<WithoutLog>{"wait", "go_on"};
template <>
inline constexpr std::array<std::string_view, 2> kChoices<Messages>{"prefixed", "bare"};

template <class T>
concept Choice = std::is_enum_v<T>;

inline ConfigValue ToValue(const std::string& field) { return field; }
ConfigValue ToValue(const std::integral auto& field) { return static_cast<int64_t>(field); }
template <class Rep, class Period>
ConfigValue ToValue(const std::chrono::duration<Rep, Period>& field) {
  return static_cast<int64_t>(field.count());
}
template <Choice Enum>
ConfigValue ToValue(const Enum& field) {
  return std::string(kChoices<Enum>.at(static_cast<size_t>(field)));
}

// Requires: `value` was checked against the key's form and bounds.
inline void Assign(std::string& field, const ConfigValue& value) {
  field = std::get<std::string>(value);
}
template <std::integral T>
void Assign(T& field, const ConfigValue& value) {
  const int64_t number = std::get<int64_t>(value);
  CHECK(std::in_range<T>(number));
  field = static_cast<T>(number);
}
template <class Rep, class Period>
void Assign(std::chrono::duration<Rep, Period>& field, const ConfigValue& value) {
  field = std::chrono::duration<Rep, Period>(std::get<int64_t>(value));
}
template <Choice Enum>
void Assign(Enum& field, const ConfigValue& value) {
  const std::string& name = std::get<std::string>(value);
  for (size_t i = 0; i < kChoices<Enum>.size(); ++i) {
    if (kChoices<Enum>[i] == name) field = static_cast<Enum>(i);
  }
}

}  // namespace meridian
