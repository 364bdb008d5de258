// Result and Status: how every function of ours that can fail says so.
//
// A Result<T> is a T or an Error, with the member names of std::expected. It can be
// default-constructed (to Errc::kUnset) because Asio's co_spawn default-constructs the result of a
// coroutine. TRY and CO_TRY keep the happy path a straight line.
//
// Errc lists reactions, not causes: a value exists because some caller treats it differently. The
// API's exception names are derived from it in one place, regions/api/errors.cc.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

namespace meridian {

enum class Errc : uint8_t {
  kUnset,                   // A result that nothing was assigned to.
  kValidation,              // The request can never succeed as it is.
  kSerialization,           // The body has the wrong JSON shape or types.
  kConditionFailed,         // A condition was evaluated and is false.
  kNotFound,                // No such table, index, stream, region.
  kInUse,                   // The resource exists, or is in a state that forbids the call.
  kLimitExceeded,           // Too many of a thing at once.
  kThroughputExceeded,      // Over a provisioned rate; retryable.
  kThrottled,               // Over a bound of ours (backlog, queue); retryable.
  kTransactionConflict,     // The item is locked by a transaction; retryable.
  kItemCollectionTooLarge,  // An item collection would pass 10 GB.
  kAccessDenied,            // Signed correctly, not allowed.
  kUnsupported,             // Known to DynamoDB, not yet to us.
  kTimeout,                 // The deadline passed; the outcome may be unknown.
  kCancelled,               // The component is stopping.
  kUnavailable,             // Something needed (disk, log, peer) is away; retryable.
  kCorrupt,                 // Stored or received bytes fail their check.
  kInternal,                // A defect of ours.
};

struct Error {
  Errc code = Errc::kUnset;
  std::string message;  // For a person; ends with a hint; holds no item data.
};

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result() : state_(std::in_place_index<1>) {}
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  // Requires: has_value().
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  // Requires: !has_value().
  Error& error() & { return std::get<1>(state_); }
  const Error& error() const& { return std::get<1>(state_); }
  Error&& error() && { return std::get<1>(std::move(state_)); }

 private:
  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  using value_type = void;

  Result() : error_(Error{}) {}
  Result(Error error) : error_(std::move(error)) {}
  static Result Ok() {
    Result ok;
    ok.error_.reset();
    return ok;
  }

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  // Requires: !has_value().
  Error& error() & { return *error_; }
  const Error& error() const& { return *error_; }
  Error&& error() && { return std::move(*error_); }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

inline Status OkStatus() { return Status::Ok(); }

}  // namespace meridian

#define MERIDIAN_CONCAT_INNER(a, b) a##b
#define MERIDIAN_CONCAT(a, b) MERIDIAN_CONCAT_INNER(a, b)

#define MERIDIAN_TRY_STATUS(ret, tmp, expr) \
  do {                                      \
    auto tmp = (expr);                      \
    if (!tmp) ret std::move(tmp).error();   \
  } while (false)

#define MERIDIAN_TRY_ASSIGN(ret, tmp, lhs, expr) \
  auto tmp = (expr);                             \
  if (!tmp) ret std::move(tmp).error();          \
  lhs = *std::move(tmp)

#define MERIDIAN_TRY_PICK(_1, _2, name, ...) name
#define MERIDIAN_TRY_1(expr) \
  MERIDIAN_TRY_STATUS(return, MERIDIAN_CONCAT(try_status_, __LINE__), expr)
#define MERIDIAN_TRY_2(lhs, expr) \
  MERIDIAN_TRY_ASSIGN(return, MERIDIAN_CONCAT(try_result_, __LINE__), lhs, expr)
#define MERIDIAN_CO_TRY_1(expr) \
  MERIDIAN_TRY_STATUS(co_return, MERIDIAN_CONCAT(try_status_, __LINE__), expr)
#define MERIDIAN_CO_TRY_2(lhs, expr) \
  MERIDIAN_TRY_ASSIGN(co_return, MERIDIAN_CONCAT(try_result_, __LINE__), lhs, expr)

// TRY(expr) returns expr's error if it has one; TRY(const auto x, expr) also names its value.
// An lhs or expr with a top-level comma must be parenthesised or given a name first.
#define TRY(...) MERIDIAN_TRY_PICK(__VA_ARGS__, MERIDIAN_TRY_2, MERIDIAN_TRY_1, 0)(__VA_ARGS__)
// The same inside a coroutine.
#define CO_TRY(...) \
  MERIDIAN_TRY_PICK(__VA_ARGS__, MERIDIAN_CO_TRY_2, MERIDIAN_CO_TRY_1, 0)(__VA_ARGS__)
