#include "regions/api/statement_read.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "regions/api/capacity.h"
#include "regions/api/errors.h"
#include "regions/api/key_range.h"
#include "regions/api/statement_token.h"
#include "regions/api/stored_json.h"
#include "regions/capacity/metered_store.h"
#include "regions/expressions/condition.h"
#include "regions/partiql/plan.h"
#include "regions/tables/limits.h"

namespace meridian {
namespace {

void WriteShown(const partiql::SelectStatement& select, const Item& item, JsonWriter* writer) {
  if (!select.selected) {
    writer->Attributes(item);
    return;
  }
  writer->BeginObject();
  for (const partiql::SelectedValue& shown : *select.selected) {
    if (const AttributeValue* value = Resolve(shown.path, item)) {
      writer->Key(shown.name).Attribute(*value);
    }
  }
  writer->EndObject();
}

// The attributes that `select` names and `target` doesn't show.
std::vector<std::string> MissingIn(const ReadTarget& target,
                                   const partiql::SelectStatement& select) {
  std::vector<Path> paths;
  if (select.selected) {
    for (const partiql::SelectedValue& shown : *select.selected) paths.push_back(shown.path);
  }
  if (select.where) {
    const Condition condition(*select.where);
    paths.insert(paths.end(), condition.paths().begin(), condition.paths().end());
  }
  return target.Unprojected(paths);
}

class StatementReader {
 public:
  StatementReader(const Services& services, const ReadTarget& target,
                  const StatementRequest& request, const partiql::SelectStatement& select,
                  std::optional<int64_t> limit)
      : store_(StoreFor(services.store, request.consistent)),
        target_(target),
        request_(request),
        select_(select),
        limit_(limit),
        key_(target.Key()) {}

  Result<StatementPage> Read(std::optional<std::string_view> token) {
    TRY(CheckTarget());
    TRY(partiql::ReadPlan plan, partiql::PlanRead(select_, key_));
    std::optional<StatementPlace> place;
    if (token) {
      TRY(place, DecodeStatementToken(request_, target_, *token));
    }
    if (plan.filter) filter_ = Condition(*std::move(plan.filter));
    items_.BeginArray();
    TRY(plan.scan ? Scan(std::move(place)) : Query(plan, std::move(place)));
    items_.EndArray();
    page_.items = items_.Take();
    return std::move(page_);
  }

 private:
  Status CheckTarget() {
    if (target_.index == nullptr) return OkStatus();
    if (target_.is_global() && request_.consistent) {
      return Validation("Strongly consistent read is not supported on Global Secondary Indexes");
    }
    const auto missing = MissingIn(target_, select_);
    whole_items_ = target_.is_local() && !missing.empty();
    if (whole_items_ || missing.empty()) return OkStatus();
    std::string names;
    for (const std::string& name : missing) names += (names.empty() ? "" : ", ") + name;
    return InvalidParameter("Global secondary index " + target_.index->name() +
                            " does not project [" + names + "]");
  }

  Status Scan(std::optional<StatementPlace> place) {
    std::optional<ItemKey> after;
    if (place) after = std::move(place->after);
    const auto cursor = target_.Scan(store_, 0, kSlotCount - 1, after);
    return Walk(0, *cursor);
  }

  Status Query(const partiql::ReadPlan& plan, std::optional<StatementPlace> place) {
    const size_t first = place ? place->query : 0;
    if (place && first >= plan.queries.size()) return Validation("Invalid NextToken");
    for (size_t i = first; i < plan.queries.size() && !full_; ++i) {
      TRY(const KeyRange range, KeyRangeOf(key_, plan.queries[i]));
      std::optional<std::string> after;
      if (place && i == first) {
        if (place->after.hash != range.hash.hash) return Validation("Invalid NextToken");
        after = std::move(place->after.range);
      }
      const auto cursor = target_.Query(store_, range.hash, range.sort, plan.forward, after);
      TRY(Walk(i, *cursor));
    }
    return OkStatus();
  }

  // Reads on until the page is full or `cursor`, of the query numbered `query`, is at its end.
  Status Walk(size_t query, ItemCursor& cursor) {
    size_t bytes = 0;
    for (; !full_ && cursor.Valid(); cursor.Next()) {
      TRY(const StoredItem stored, cursor.Read());
      if (!stored.state.value) return Error{Errc::kInternal, "A cursor showed a deleted item"};
      const Payload& payload = *stored.state.value;
      bytes += payload.item_bytes;
      TRY(whole_items_ ? ShowWhole(cursor.key()) : Show(payload));
      full_ = ++scanned_ == limit_ || bytes_ + bytes >= kPageBytesMax;
      if (!full_) continue;
      TRY(page_.last_key, target_.NameOf(cursor.key()));
      page_.next_token = EncodeStatementToken(request_, *target_.table, query, cursor.key());
    }
    TRY(cursor.status());
    bytes_ += bytes;
    Units() += ReadUnits(bytes, request_.consistent);
    return OkStatus();
  }

  double& Units() {
    if (target_.index == nullptr) return page_.units.table;
    return (target_.is_local() ? page_.units.local : page_.units.global)[target_.index->name()];
  }

  Status ShowWhole(std::string_view place) {
    // Not taken out of the Result: GCC 12 then thinks that it may be uninitialised.
    const auto stored = target_.ItemAt(store_, place);
    if (!stored) return stored.error();
    if (!stored->has_value()) return OkStatus();
    const Payload& payload = *(**stored).state.value;
    page_.units.table += ReadUnits(payload.item_bytes, request_.consistent);
    return Show(payload);
  }

  Status Show(const Payload& payload) {
    if (!filter_) return WriteSelected(select_, payload, &items_);
    TRY(const Item item, payload.Decode());
    if (filter_->Holds(&item)) WriteShown(select_, item, &items_);
    return OkStatus();
  }

  TableStore& store_;
  const ReadTarget& target_;
  const StatementRequest& request_;
  const partiql::SelectStatement& select_;
  const std::optional<int64_t> limit_;
  const KeyNames key_;
  std::optional<Condition> filter_;
  bool whole_items_ = false;

  StatementPage page_;
  JsonWriter items_;
  int64_t scanned_ = 0;  // Items examined.
  size_t bytes_ = 0;     // Of them, in the queries that ended.
  bool full_ = false;
};

}  // namespace

Result<StatementPage> ReadStatement(const Services& services, const ReadTarget& target,
                                    const StatementRequest& request,
                                    const partiql::SelectStatement& select,
                                    std::optional<int64_t> limit,
                                    std::optional<std::string_view> token) {
  return StatementReader(services, target, request, select, limit).Read(token);
}

Status WriteSelected(const partiql::SelectStatement& select, const Payload& payload,
                     JsonWriter* writer) {
  if (!select.selected) return WriteStored(payload, writer);
  TRY(const Item item, payload.Decode());
  WriteShown(select, item, writer);
  return OkStatus();
}

}  // namespace meridian
