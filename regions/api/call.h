// Call, Services and Reply: what every operation gets, and what it gives back.
//
// Threads: Services is immutable and shared. A Call belongs to one request; an operation's
// coroutine runs on the connection's thread except inside what it hands to the table store.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "regions/api/errors.h"
#include "regions/api/json.h"
#include "storage/base/clock.h"
#include "storage/base/metrics.h"
#include "storage/base/random.h"
#include "storage/base/result.h"
#include "storage/base/task.h"
#include "storage/table/catalog.h"
#include "storage/table/table_store.h"

namespace meridian {

class CollectionSizes;

// What operations work on. All of it outlives every request.
struct Services {
  TableStore& store;
  CatalogReader& catalog;
  const WallClock& clock;
  SecureRandom& random;
  Metrics& metrics;
  std::string region;
  const CollectionSizes* collections = nullptr;  // nullptr: not known here.
};

struct Call {
  JsonDocument document;
  std::string access_key_id;  // Who signed the request.

  // The request: always an object. Valid as long as this.
  JsonValue body() const { return document.root(); }
};

// A JSON body for HTTP 200, or an error.
class Reply {
 public:
  // An internal error, so that a reply that nobody set is seen as one.
  Reply() : outcome_(ApiError{}) {}
  Reply(std::string body) : outcome_(std::move(body)) {}
  Reply(ApiError error) : outcome_(std::move(error)) {}
  Reply(Error error) : outcome_(ApiError::Of(std::move(error))) {}

  // nullptr: it went well.
  const ApiError* error() const { return std::get_if<ApiError>(&outcome_); }
  // Requires: no error.
  std::string TakeBody() && { return std::get<std::string>(std::move(outcome_)); }

 private:
  std::variant<std::string, ApiError> outcome_;
};

}  // namespace meridian
