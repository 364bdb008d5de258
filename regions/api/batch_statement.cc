#include "regions/api/batch_statement.h"

#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "regions/api/capacity.h"
#include "regions/api/item_write.h"
#include "regions/api/read_target.h"
#include "regions/api/statement_read.h"
#include "regions/api/statement_request.h"
#include "regions/api/statement_write.h"
#include "regions/capacity/metered_store.h"
#include "regions/partiql/limits.h"
#include "regions/partiql/plan.h"

namespace meridian {
namespace {

// One statement, from request to answer.
struct Entry {
  StatementRequest request;
  std::optional<partiql::Statement> statement;
  TablePtr table;
  ItemKey key;                       // Of the item that a SELECT reads.
  std::shared_ptr<ItemWrite> write;  // Of the others.
  std::optional<ApiError> failure;
  bool ran = false;
  std::string item;  // JSON; empty: none.
  ConsumedUnits units;
};

// A batch while its writes are on their way.
struct Batch {
  std::vector<Entry> entries;
  std::vector<Result<Committed>> results;  // One for each entry.
  std::atomic<size_t> pending = 0;
};

std::string_view CodeOf(Exception exception) {
  switch (exception) {
    case Exception::kConditionalCheckFailed: return "ConditionalCheckFailed";
    case Exception::kItemCollectionSizeLimitExceeded: return "ItemCollectionSizeLimitExceeded";
    case Exception::kRequestLimitExceeded: return "RequestLimitExceeded";
    case Exception::kValidation: return "ValidationError";
    case Exception::kProvisionedThroughputExceeded: return "ProvisionedThroughputExceeded";
    case Exception::kTransactionConflict: return "TransactionConflict";
    case Exception::kThrottling: return "ThrottlingError";
    case Exception::kResourceNotFound: return "ResourceNotFound";
    case Exception::kAccessDenied: return "AccessDenied";
    case Exception::kDuplicateItem: return "DuplicateItem";
    default: return "InternalServerError";
  }
}

Result<std::vector<Entry>> ReadEntries(JsonValue body, ReturnCapacity* capacity) {
  Constraints constraints;
  TRY(*capacity, ReadReturnCapacity(body, &constraints));
  TRY(const JsonValue statements, ArrayMember(body, "Statements"));
  if (constraints.NotNull("statements", statements.exists())) {
    if (statements.size() == 0) {
      constraints.Violated("statements", "[]",
                           "Member must have length greater than or equal to 1");
    } else if (statements.size() > partiql::kBatchStatementsMax) {
      constraints.Violated("statements", "[…]",
                           "Member must have length less than or equal to " +
                               std::to_string(partiql::kBatchStatementsMax));
    }
  }
  TRY(constraints.Check());
  std::vector<Entry> entries;
  TRY(statements.ForEachElement([&](JsonValue element) -> Status {
    TRY(const JsonValue json, AsStruct(element, "BatchStatementRequest"));
    const std::string prefix = "statements." + std::to_string(entries.size() + 1) + ".member";
    Entry entry;
    if (constraints.NotNull(prefix, json.exists())) {
      TRY(entry.request, StatementRequest::Read(json, prefix + ".", &constraints));
    }
    entries.push_back(std::move(entry));
    return OkStatus();
  }));
  TRY(constraints.Check());
  return entries;
}

// The key of the one item that `select` reads whole.
Result<Item> PlanSelect(const partiql::SelectStatement& select, const TablePtr& table) {
  auto plan = partiql::PlanItem(select.where, ReadTarget{table}.Key());
  if (plan && !plan->condition && !select.index) return std::move(plan->key);
  if (!plan && plan.error().message != partiql::kNoItemNamed) return std::move(plan).error();
  return Validation("Only single item select is supported");
}

Status Resolve(const Services& services, ReturnCapacity capacity, Entry* entry) {
  TRY(entry->table, FindStatementTable(services, *entry->statement));
  if (const auto* select = std::get_if<partiql::SelectStatement>(&*entry->statement)) {
    TRY(const Item key, PlanSelect(*select, entry->table));
    TRY(entry->key, KeyOfKey(entry->table->schema, key));
    return OkStatus();
  }
  WriteParameters parameters;
  parameters.item_on_failure = entry->request.item_on_failure;
  parameters.capacity = capacity;
  TRY(entry->write, MakeStatementWrite(*entry->statement, std::move(parameters), entry->table));
  entry->key = entry->write->key();
  return OkStatus();
}

Status Parse(Entry* entry) {
  TRY(entry->statement, entry->request.Parse());
  if (!std::holds_alternative<partiql::ExistsStatement>(*entry->statement)) return OkStatus();
  entry->statement.reset();
  return ExistsOutsideTransaction();
}

// What is wrong with one statement goes into its entry; what is wrong with all of them is returned.
Status Prepare(const Services& services, ReturnCapacity capacity, std::vector<Entry>* entries) {
  size_t reads = 0;
  size_t writes = 0;
  for (Entry& entry : *entries) {
    if (Status parsed = Parse(&entry); !parsed) {
      entry.failure = ApiError::Of(std::move(parsed).error());
      continue;
    }
    ++(partiql::IsRead(*entry.statement) ? reads : writes);
  }
  if (reads > 0 && writes > 0) {
    return Validation("Read and write requests together in the same batch is not supported.");
  }
  std::set<std::pair<TableId, std::string>> seen;
  for (Entry& entry : *entries) {
    if (entry.failure) continue;
    if (Status resolved = Resolve(services, capacity, &entry); !resolved) {
      entry.failure = ApiError::Of(std::move(resolved).error());
    } else if (!seen.emplace(entry.table->id, entry.key.Encoded()).second) {
      return Validation("Provided list of item keys contains duplicates");
    }
  }
  return OkStatus();
}

Status ReadEntry(const Services& services, Entry* entry) {
  TableStore& store = StoreFor(services.store, entry->request.consistent);
  TRY(const auto found, store.Get(*entry->table, entry->key));
  entry->units = ReadUnits(0, entry->request.consistent);
  if (!found) return OkStatus();
  const Payload& payload = *found->state.value;
  entry->units = ReadUnits(payload.item_bytes, entry->request.consistent);
  JsonWriter json;
  const auto& select = std::get<partiql::SelectStatement>(*entry->statement);
  TRY(WriteSelected(select, payload, &json));
  entry->item = json.Take();
  return OkStatus();
}

// Starts every write, and waits for the last.
Task<void> CommitAll(const Services& services, std::shared_ptr<Batch> batch) {
  size_t writes = 0;
  for (const Entry& entry : batch->entries) writes += entry.write && !entry.failure ? 1 : 0;
  if (writes == 0) co_return;
  batch->results.resize(batch->entries.size());
  batch->pending = writes;
  // Named, since GCC 12 destroys a lambda made inside a co_await expression twice.
  auto start = [&services, batch](auto all_done) {
    for (size_t i = 0; i < batch->entries.size(); ++i) {
      const Entry& entry = batch->entries[i];
      if (!entry.write || entry.failure) continue;
      ItemWrite::Start(services, entry.write,
                       [batch, i, all_done](Result<Committed> result) mutable {
                         batch->results[i] = std::move(result);
                         if (batch->pending.fetch_sub(1) == 1) all_done(true);
                       });
    }
  };
  co_await AwaitCallback<bool>(std::move(start));
}

Status NoteWritten(Result<Committed> result, Entry* entry) {
  if (!result) {
    entry->failure = StatementFailure(*entry->statement, *entry->write, std::move(result).error());
    return OkStatus();
  }
  entry->units = entry->write->units();
  JsonWriter json;
  TRY(WriteReturned(*entry->write, &json));
  entry->item = json.Take();
  return OkStatus();
}

void WriteEntry(const Entry& entry, JsonWriter* json) {
  json->BeginObject();
  if (entry.failure) {
    json->Key("Error").BeginObject().Key("Code").String(CodeOf(entry.failure->exception));
    json->Key("Message").String(entry.failure->message);
    if (!entry.failure->members.empty()) json->Raw(entry.failure->members);
    json->EndObject();
  }
  if (entry.ran) json->Key("TableName").String(entry.table->name);
  if (!entry.item.empty()) json->Key("Item").Raw(entry.item);
  json->EndObject();
}

std::string Answer(const std::vector<Entry>& entries, ReturnCapacity mode) {
  JsonWriter json;
  json.BeginObject().Key("Responses").BeginArray();
  std::map<std::string, ConsumedUnits> units;
  for (const Entry& entry : entries) {
    WriteEntry(entry, &json);
    if (entry.ran && !entry.failure) units[entry.table->name] += entry.units;
  }
  json.EndArray();
  if (mode != ReturnCapacity::kNone) {
    json.Key("ConsumedCapacity").BeginArray();
    for (const auto& [table, used] : units) WriteCapacity(&json, mode, table, used);
    json.EndArray();
  }
  return json.EndObject().Take();
}

}  // namespace

Task<Reply> BatchExecuteStatement(const Services& services, Call call) {
  ReturnCapacity mode = ReturnCapacity::kNone;
  auto batch = std::make_shared<Batch>();
  CO_TRY(batch->entries, ReadEntries(call.body(), &mode));
  CO_TRY(Prepare(services, mode, &batch->entries));
  co_await CommitAll(services, batch);
  for (size_t i = 0; i < batch->entries.size(); ++i) {
    Entry& entry = batch->entries[i];
    if (entry.failure) continue;
    entry.ran = true;
    Status done = entry.write ? NoteWritten(std::move(batch->results[i]), &entry)
                              : ReadEntry(services, &entry);
    if (!done) entry.failure = ApiError::Of(std::move(done).error());
  }
  co_return Answer(batch->entries, mode);
}

}  // namespace meridian
