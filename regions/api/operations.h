// Operations: the one table of what can be asked, by target name.
//
// Every operation of DynamoDB is a known name from the start; those without a handler answer that
// Meridian does not support them yet. Handlers are added by the folder that owns them, so a new
// operation touches its own files and one line here.
//
// Threads: filled before the first request; immutable from then on.
// Source: dynamodb.md 1.4.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "regions/api/call.h"

namespace meridian {

inline constexpr std::string_view kDynamoDbTarget = "DynamoDB_20120810.";
inline constexpr std::string_view kStreamsTarget = "DynamoDBStreams_20120810.";
inline constexpr std::string_view kMeridianTarget = "Meridian_20261123.";

// The function called must not be a lambda coroutine with captures: the frame would not keep them.
using OperationHandler = std::function<Task<Reply>(const Services&, Call)>;

struct Operation {
  std::string name;          // Without the prefix.
  OperationHandler handler;  // Empty: known to DynamoDB, not yet to us.
};

class Operations {
 public:
  // Knows the names of DynamoDB and DynamoDB Streams, and has no handlers.
  Operations();

  // Adds or replaces. `prefix` is one of those above.
  void Add(std::string_view prefix, std::string_view name, OperationHandler handler);

  // By prefix and name, as X-Amz-Target has it; nullptr: unknown.
  const Operation* Find(std::string_view target) const;
  const auto& all() const { return operations_; }

  // Runs it, or answers that it is not supported.
  static Task<Reply> Run(const Operation& operation, const Services& services, Call call);

 private:
  struct NameHash {
    using is_transparent = void;
    size_t operator()(std::string_view name) const { return std::hash<std::string_view>()(name); }
  };
  std::unordered_map<std::string, Operation, NameHash, std::equal_to<>> operations_;
};

// Those that need nothing but Services: items, queries, batches. Tables: AddTableOperations.
Operations StandardOperations();

}  // namespace meridian
