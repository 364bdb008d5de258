#include "regions/api/errors.h"

#include <utility>

#include "regions/api/json_writer.h"
#include "regions/capacity/throttling.h"
#include "storage/base/check.h"

namespace meridian {

namespace {

#define CORAL "com.amazon.coral.service#"
#define DYNAMODB "com.amazonaws.dynamodb.v20120810#"

// How DynamoDB spells the message's name, which differs by exception.
enum class Spelling : uint8_t { kLower, kCapital };

struct Row {
  Exception exception;
  std::string_view type;
  int status = 400;
  Spelling spelling = Spelling::kLower;
};

// In the order of Exception.
constexpr Row kRows[] = {
    {Exception::kValidation, "com.amazon.coral.validate#ValidationException"},
    {Exception::kSerialization, CORAL "SerializationException", 400, Spelling::kCapital},
    {Exception::kUnknownOperation, CORAL "UnknownOperationException"},
    {Exception::kAccessDenied, CORAL "AccessDeniedException"},
    {Exception::kConditionalCheckFailed, DYNAMODB "ConditionalCheckFailedException"},
    {Exception::kProvisionedThroughputExceeded, DYNAMODB "ProvisionedThroughputExceededException"},
    {Exception::kThrottling, DYNAMODB "ThrottlingException"},
    {Exception::kRequestLimitExceeded, DYNAMODB "RequestLimitExceeded"},
    {Exception::kItemCollectionSizeLimitExceeded,
     DYNAMODB "ItemCollectionSizeLimitExceededException"},
    {Exception::kTransactionConflict, DYNAMODB "TransactionConflictException"},
    {Exception::kTransactionCanceled, DYNAMODB "TransactionCanceledException", 400,
     Spelling::kCapital},
    {Exception::kTransactionInProgress, DYNAMODB "TransactionInProgressException", 400,
     Spelling::kCapital},
    {Exception::kIdempotentParameterMismatch, DYNAMODB "IdempotentParameterMismatchException", 400,
     Spelling::kCapital},
    {Exception::kReplicatedWriteConflict, DYNAMODB "ReplicatedWriteConflictException"},
    {Exception::kResourceNotFound, DYNAMODB "ResourceNotFoundException"},
    {Exception::kTableNotFound, DYNAMODB "TableNotFoundException"},
    {Exception::kResourceInUse, DYNAMODB "ResourceInUseException"},
    {Exception::kTableInUse, DYNAMODB "TableInUseException"},
    {Exception::kTableAlreadyExists, DYNAMODB "TableAlreadyExistsException"},
    {Exception::kLimitExceeded, DYNAMODB "LimitExceededException"},
    {Exception::kDuplicateItem, DYNAMODB "DuplicateItemException"},
    {Exception::kReplicaNotFound, DYNAMODB "ReplicaNotFoundException"},
    {Exception::kReplicaAlreadyExists, DYNAMODB "ReplicaAlreadyExistsException"},
    {Exception::kGlobalTableNotFound, DYNAMODB "GlobalTableNotFoundException"},
    {Exception::kGlobalTableAlreadyExists, DYNAMODB "GlobalTableAlreadyExistsException"},
    {Exception::kExpiredIterator, DYNAMODB "ExpiredIteratorException"},
    {Exception::kTrimmedDataAccess, DYNAMODB "TrimmedDataAccessException"},
    {Exception::kServiceUnavailable, CORAL "ServiceUnavailableException", 503},
    {Exception::kInternalServerError, DYNAMODB "InternalServerError", 500},
};

#undef CORAL
#undef DYNAMODB

const Row& RowOf(Exception exception) {
  const Row& row = kRows[static_cast<size_t>(exception)];
  DCHECK(row.exception == exception);
  return row;
}

Exception ExceptionOf(Errc code) {
  switch (code) {
    case Errc::kValidation:
    case Errc::kUnsupported: return Exception::kValidation;
    case Errc::kSerialization: return Exception::kSerialization;
    case Errc::kConditionFailed: return Exception::kConditionalCheckFailed;
    case Errc::kNotFound: return Exception::kResourceNotFound;
    case Errc::kInUse: return Exception::kResourceInUse;
    case Errc::kLimitExceeded: return Exception::kLimitExceeded;
    case Errc::kThroughputExceeded: return Exception::kProvisionedThroughputExceeded;
    case Errc::kThrottled: return Exception::kThrottling;
    case Errc::kTransactionConflict: return Exception::kTransactionConflict;
    case Errc::kItemCollectionTooLarge: return Exception::kItemCollectionSizeLimitExceeded;
    case Errc::kAccessDenied: return Exception::kAccessDenied;
    case Errc::kCancelled:
    case Errc::kUnavailable: return Exception::kServiceUnavailable;
    case Errc::kUnset:
    case Errc::kTimeout:
    case Errc::kCorrupt:
    case Errc::kInternal: break;
  }
  return Exception::kInternalServerError;
}

std::string Envelope(std::string_view type, Spelling spelling, std::string_view message,
                     std::string_view members) {
  JsonWriter json;
  json.BeginObject().Key("__type").String(type);
  if (!message.empty())
    json.Key(spelling == Spelling::kCapital ? "Message" : "message").String(message);
  if (!members.empty()) json.Raw(members);
  return json.EndObject().Take();
}

// Splits the text of an error that says what was throttled into message and members.
void SetThrottling(ApiError* error) {
  const Throttling throttling = ReadThrottling(error->message);
  error->message = throttling.message;
  if (throttling.reason.empty()) return;
  // The two exceptions spell the member's name differently.
  const bool provisioned = error->exception == Exception::kProvisionedThroughputExceeded;
  JsonWriter json;
  json.Key(provisioned ? "ThrottlingReasons" : "throttlingReasons").BeginArray().BeginObject();
  json.Key("reason").String(throttling.reason).Key("resource").String(throttling.resource);
  error->members = json.EndObject().EndArray().Take();
}

}  // namespace

ApiError ApiError::Of(Error error) {
  ApiError api{.exception = ExceptionOf(error.code), .message = std::move(error.message)};
  if (api.exception == Exception::kProvisionedThroughputExceeded ||
      api.exception == Exception::kThrottling)
    SetThrottling(&api);
  // A caller can do nothing with our defects but tell us; say at least that it isn't theirs.
  if (api.exception == Exception::kInternalServerError && api.message.empty())
    api.message = "Internal server error";
  return api;
}

int ApiError::status() const { return RowOf(exception).status; }

std::string_view ApiError::type() const { return RowOf(exception).type; }

std::string_view ApiError::name() const {
  const std::string_view whole = type();
  return whole.substr(whole.find('#') + 1);
}

std::string ApiError::Body() const {
  return Envelope(type(), RowOf(exception).spelling, message, members);
}

std::string AuthErrorBody(const AuthError& error) {
  return Envelope("com.amazon.coral.service#" + error.exception, Spelling::kLower, error.message,
                  {});
}

}  // namespace meridian
