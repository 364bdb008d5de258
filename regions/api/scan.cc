#include "regions/api/scan.h"

#include <string>
#include <utility>

#include "regions/api/read_page.h"
#include "regions/api/read_request.h"
#include "regions/api/request.h"
#include "regions/capacity/metered_store.h"
#include "regions/tables/limits.h"
#include "storage/base/check.h"
#include "storage/item/key.h"

namespace meridian {
namespace {

Result<Segment> ReadSegment(JsonValue body, Constraints* constraints) {
  TRY(const auto total, IntegerMember(body, "TotalSegments"));
  TRY(const auto number, IntegerMember(body, "Segment"));
  if (total) constraints->Range("totalSegments", *total, 1, kTotalSegmentsMax);
  if (number) constraints->Range("segment", *number, 0, kTotalSegmentsMax - 1);
  return Segment{number.value_or(0), total.value_or(1)};
}

Status CheckSegment(JsonValue body, const Segment& segment) {
  const bool has_number = body.Find("Segment").exists();
  const bool has_total = body.Find("TotalSegments").exists();
  if (has_number && !has_total) {
    return Validation(
        "The TotalSegments parameter is required but was not present in the request when Segment "
        "parameter is present");
  }
  if (has_total && !has_number) {
    return Validation(
        "The Segment parameter is required but was not present in the request when parameter "
        "TotalSegments is present");
  }
  if (segment.number >= segment.total) {
    return Validation(
        "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
        "Segment: " +
        std::to_string(segment.number) +
        " is not less than TotalSegments: " + std::to_string(segment.total));
  }
  return OkStatus();
}

Result<std::optional<ItemKey>> StartBehind(const ReadRequest& request, const ReadTarget& target,
                                           const Segment& segment) {
  if (!request.start_key) return std::optional<ItemKey>();
  if (!target.index) {
    const auto key = KeyOfKey(target.table->schema, *request.start_key);
    if (!key) return Validation("The provided starting key is invalid: " + key.error().message);
  }
  auto place = target.PlaceOf(*request.start_key);
  if (!place) return Validation("The provided starting key is invalid");
  const auto slots = SegmentSlots(segment.number, segment.total);
  const auto slot = static_cast<uint32_t>(place->slot);
  if (!slots || slot < slots->first || slot > slots->last) {
    return Validation(
        "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use "
        "ExclusiveStartKey with correct Segment. TotalSegments: " +
        std::to_string(segment.total) + " Segment: " + std::to_string(segment.number));
  }
  return std::optional(*std::move(place));
}

Result<std::string> Read(const Services& services, JsonValue body) {
  Constraints constraints;
  TRY(ReadRequest request, ReadRequest::Parse(services, body, ReadKind::kScan, &constraints));
  TRY(const Segment segment, ReadSegment(body, &constraints));
  TRY(constraints.Check());
  TRY(request.ParseLegacy(body, ReadKind::kScan));
  TRY(request.ParseSelectAndStart(body));
  TRY(CheckSegment(body, segment));
  TRY(Substitutions substitutions,
      ReadSubstitutions(body, {"FilterExpression", "ProjectionExpression"}));
  TRY(request.ParseExpressions(body, &substitutions));
  TRY(substitutions.CheckAllUsed());
  TRY(const ReadTarget target, ReadTarget::Find(services, request.table_name, request.index_name));
  TRY(const Page page,
      ScanPage(StoreFor(services.store, request.consistent), request, target, segment));
  return PageBody(request, target, page);
}

}  // namespace

Result<Page> ScanPage(TableStore& store, const ReadRequest& request, const ReadTarget& target,
                      const Segment& segment) {
  TRY(request.CheckConsistency(target));
  TRY(request.CheckProjected(target));
  TRY(const auto after, StartBehind(request, target, segment));
  const auto slots = SegmentSlots(segment.number, segment.total);
  if (!slots) {
    Page empty;
    if (!request.count_only) empty.items = "[]";
    return empty;
  }
  const auto cursor = target.Scan(store, slots->first, slots->last, after);
  return ReadPage(request, target, store, *cursor);
}

std::optional<SlotRange> SegmentSlots(int64_t segment, int64_t total) {
  CHECK(segment >= 0 && segment < total);
  const auto first = static_cast<uint32_t>(segment * kSlotCount / total);
  const auto end = static_cast<uint32_t>((segment + 1) * kSlotCount / total);
  if (first == end) return std::nullopt;
  return SlotRange{first, end - 1};
}

Task<Reply> Scan(const Services& services, Call call) {
  CO_TRY(std::string body, Read(services, call.body()));
  co_return body;
}

}  // namespace meridian
