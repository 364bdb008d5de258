#include "regions/api/transaction.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "regions/api/index_units.h"
#include "regions/api/messages.h"
#include "regions/api/stored_json.h"

namespace meridian {
namespace {

using Fate = TransactionOutcome::Fate;

// Every read and every write of a transaction is done twice, and charged so.
constexpr double kTransactFactor = 2;

std::string_view CodeOf(const Error& reason) {
  switch (reason.code) {
    case Errc::kConditionFailed: return "ConditionalCheckFailed";
    case Errc::kTransactionConflict: return "TransactionConflict";
    case Errc::kThroughputExceeded: return "ProvisionedThroughputExceeded";
    case Errc::kThrottled: return "ThrottlingError";
    default: return "ValidationError";
  }
}

// Of several validation errors DynamoDB shows the first.
std::vector<std::optional<Error>> WithOneValidationError(
    std::vector<std::optional<Error>> reasons) {
  bool shown = false;
  for (std::optional<Error>& reason : reasons) {
    if (!reason || reason->code != Errc::kValidation) continue;
    if (shown) reason.reset();
    shown = true;
  }
  return reasons;
}

// The reasons for which the transaction isn't begun; empty: it may be.
std::vector<std::optional<Error>> Refusals(const std::vector<TransactElement>& elements) {
  std::vector<std::optional<Error>> reasons;
  for (const TransactElement& element : elements) reasons.push_back(element.refusal);
  const bool any = std::any_of(reasons.begin(), reasons.end(),
                               [](const std::optional<Error>& one) { return one.has_value(); });
  if (!any) reasons.clear();
  return WithOneValidationError(std::move(reasons));
}

// The table's arm is doubled, those of indexes aren't. dynamodb.md 4.4.
Status NoteUnits(TransactElement& element, const Payload* before, const Decision& decision) {
  const bool checks = decision.outcome == Decision::Outcome::kNothing;
  const Payload* after = decision.value ? &*decision.value : nullptr;
  const size_t bytes =
      std::max<size_t>(before ? before->item_bytes : 0, after ? after->item_bytes : 0);
  element.units = kTransactFactor * WriteUnits(bytes);
  if (checks) return OkStatus();
  return AddIndexUnits(*element.table, element.key.Encoded(), before, after, &element.units);
}

// Runs on the executor of the element's shard.
Result<Decision> Judge(TransactElement& element, ReturnCapacity capacity,
                       const StoredItem* current) {
  const Payload* stored = current ? &*current->state.value : nullptr;
  auto decision = element.write->Decide(current);
  if (!decision) {
    const bool shows = decision.error().code == Errc::kConditionFailed && element.item_on_failure;
    if (shows && stored) element.found = *stored;
    return decision;
  }
  if (capacity != ReturnCapacity::kNone) TRY(NoteUnits(element, stored, *decision));
  return decision;
}

std::vector<TransactionWrite> WritesOf(const std::shared_ptr<TransactRequest>& request) {
  std::vector<TransactionWrite> writes;
  for (size_t i = 0; i < request->elements.size(); ++i) {
    const TransactElement& element = request->elements[i];
    writes.push_back(
        {element.table, element.key, [request, i](const StoredItem* current) -> Result<Decision> {
           return Judge(request->elements[i], request->capacity, current);
         }});
  }
  return writes;
}

Reply AnswerCommitted(const TransactRequest& request) {
  UnitsByTable units;
  for (const TransactElement& element : request.elements) {
    units[element.table->name] += element.units;
  }
  JsonWriter json;
  json.BeginObject();
  WriteTransactCapacity(&json, request.capacity, units, "WriteCapacityUnits");
  return json.EndObject().Take();
}

// A repetition writes nothing; it is charged for reading the items.
Reply AnswerReplayed(const Services& services, const TransactRequest& request) {
  UnitsByTable units;
  if (request.capacity != ReturnCapacity::kNone) {
    for (const TransactElement& element : request.elements) {
      const auto item = services.store.Get(*element.table, element.key);
      if (!item) return Error(item.error());
      const size_t bytes = *item ? (*item)->state.value->item_bytes : 0;
      units[element.table->name] += kTransactFactor * ReadUnits(bytes, true);
    }
  }
  JsonWriter json;
  json.BeginObject();
  WriteTransactCapacity(&json, request.capacity, units, "ReadCapacityUnits");
  return json.EndObject().Take();
}

Reply AnswerCancelled(const TransactRequest& request,
                      const std::vector<std::optional<Error>>& reasons) {
  std::vector<const Payload*> found;
  for (const TransactElement& element : request.elements) {
    found.push_back(element.found ? &*element.found : nullptr);
  }
  return Cancelled(WithOneValidationError(reasons), &found);
}

}  // namespace

Status CheckNoItemTwice(const std::vector<TransactElement>& elements) {
  std::set<std::pair<TableId, std::string>> seen;
  for (const TransactElement& element : elements) {
    if (element.refusal) continue;
    if (!seen.emplace(element.table->id, element.key.Encoded()).second) {
      return Validation("Transaction request cannot include multiple operations on one item");
    }
  }
  return OkStatus();
}

Task<Reply> RunTransaction(const Services& services, TransactionStore& store,
                           std::shared_ptr<TransactRequest> request) {
  const auto refusals = Refusals(request->elements);
  if (!refusals.empty()) co_return Cancelled(refusals, nullptr);
  // Named, because GCC 12 destroys twice what a lambda in a co_await expression captured.
  auto start = [&store, request](auto done) {
    store.Write(WritesOf(request), request->token, std::move(done));
  };
  auto outcome = co_await AwaitCallback<Result<TransactionOutcome>>(std::move(start));
  if (!outcome) co_return std::move(outcome).error();
  switch (outcome->fate) {
    case Fate::kCommitted: co_return AnswerCommitted(*request);
    case Fate::kReplayed: co_return AnswerReplayed(services, *request);
    case Fate::kInProgress:
      co_return ApiError{.exception = Exception::kTransactionInProgress,
                         .message =
                             "The transaction with the given request token is already in "
                             "progress.",
                         .members = {}};
    case Fate::kTokenReused:
      co_return ApiError{.exception = Exception::kIdempotentParameterMismatch,
                         .message =
                             "The request uses the same client token as a previous, but "
                             "non-identical request. Do not reuse a client token with "
                             "different requests, unless the requests are identical",
                         .members = {}};
    case Fate::kCancelled: break;
  }
  co_return AnswerCancelled(*request, outcome->reasons);
}

Reply Cancelled(const std::vector<std::optional<Error>>& reasons,
                const std::vector<const Payload*>* found) {
  std::string codes;
  JsonWriter json;
  json.Key("CancellationReasons").BeginArray();
  for (size_t i = 0; i < reasons.size(); ++i) {
    const std::optional<Error>& reason = reasons[i];
    const std::string_view code = reason ? CodeOf(*reason) : "None";
    codes.append(i == 0 ? "" : ", ").append(code);
    json.BeginObject().Key("Code").String(code);
    if (reason && found != nullptr && (*found)[i] != nullptr) {
      json.Key("Item");
      if (Status written = WriteStored(*(*found)[i], &json); !written)
        return std::move(written).error();
    }
    if (reason) json.Key("Message").String(reason->message);
    json.EndObject();
  }
  json.EndArray();
  return ApiError{.exception = Exception::kTransactionCanceled,
                  .message =
                      "Transaction cancelled, please refer cancellation reasons for "
                      "specific reasons [" +
                      codes + "]",
                  .members = json.Take()};
}

void WriteTransactCapacity(JsonWriter* writer, ReturnCapacity mode, const UnitsByTable& units,
                           std::string_view kind) {
  if (mode == ReturnCapacity::kNone) return;
  const auto arm = [&](double used) {
    writer->BeginObject().Key("CapacityUnits").Double(used).Key(kind).Double(used).EndObject();
  };
  const auto arms = [&](std::string_view name, const ConsumedUnits::ByIndex& indexes) {
    if (indexes.empty()) return;
    writer->Key(name).BeginObject();
    for (const auto& [index, used] : indexes) {
      writer->Key(index);
      arm(used);
    }
    writer->EndObject();
  };
  writer->Key("ConsumedCapacity").BeginArray();
  for (const auto& [table, used] : units) {
    writer->BeginObject().Key("TableName").String(table);
    writer->Key("CapacityUnits").Double(used.Total()).Key(kind).Double(used.Total());
    if (mode == ReturnCapacity::kIndexes) {
      writer->Key("Table");
      arm(used.table);
      arms("LocalSecondaryIndexes", used.local);
      arms("GlobalSecondaryIndexes", used.global);
    }
    writer->EndObject();
  }
  writer->EndArray();
}

}  // namespace meridian
