// Errors of the API: exception names, HTTP statuses and the envelope. The only place with the
// names.
//
// Code below the API returns Error with an Errc, which is mapped here. An operation that needs an
// exception that no Errc stands for, or members besides the message (Item, CancellationReasons),
// returns an ApiError. Both convert to Reply.
//
// Threads: values.
// Source: dynamodb.md 1.3.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "regions/auth/auth_error.h"
#include "storage/base/result.h"

namespace meridian {

enum class Exception : uint8_t {
  kValidation,
  kSerialization,
  kUnknownOperation,
  kAccessDenied,
  kConditionalCheckFailed,
  kProvisionedThroughputExceeded,
  kThrottling,
  kRequestLimitExceeded,
  kItemCollectionSizeLimitExceeded,
  kTransactionConflict,
  kTransactionCanceled,
  kTransactionInProgress,
  kIdempotentParameterMismatch,
  kReplicatedWriteConflict,
  kResourceNotFound,
  kTableNotFound,
  kResourceInUse,
  kTableInUse,
  kTableAlreadyExists,
  kLimitExceeded,
  kDuplicateItem,
  kReplicaNotFound,
  kReplicaAlreadyExists,
  kGlobalTableNotFound,
  kGlobalTableAlreadyExists,
  kExpiredIterator,
  kTrimmedDataAccess,
  kServiceUnavailable,
  kInternalServerError,
};

struct ApiError {
  Exception exception = Exception::kInternalServerError;
  std::string message;  // Empty: the body has no message at all.
  std::string members;  // Further members of the body, as JSON without braces: `"Item":{…}`.

  static ApiError Of(Error error);

  int status() const;
  // "com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException".
  std::string_view type() const;
  // Without what stands before the #, for metrics.
  std::string_view name() const;
  std::string Body() const;
};

// The envelope of what SigV4 or the router found before any operation was asked.
std::string AuthErrorBody(const AuthError& error);

// Shorthands.
inline Error Validation(std::string message) {
  return Error{Errc::kValidation, std::move(message)};
}
inline Error Unsupported(std::string_view what) {
  return Error{Errc::kUnsupported, "Meridian does not support " + std::string(what) +
                                       " yet. See docs/compatibility.md."};
}

}  // namespace meridian
