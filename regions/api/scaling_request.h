// The requests of Application Auto Scaling, judged by themselves.
//
// Its resources are DynamoDB's tables alone here: another service's namespace or dimension is
// refused as one that isn't supported.
//
// Threads: pure functions.
// Source: Application Auto Scaling API Reference (2016-02-06).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "regions/api/json.h"
#include "regions/scaling/scalable_target.h"
#include "storage/base/result.h"

namespace meridian {

// What a request is about.
struct ScalingSubject {
  std::string table_name;
  CapacityKind kind = CapacityKind::kRead;
};

struct RegisterTargetRequest {
  ScalingSubject subject;
  std::optional<int64_t> min_capacity;
  std::optional<int64_t> max_capacity;
  std::optional<std::string> role_arn;
  std::optional<bool> scale_in_suspended;
  std::optional<bool> scale_out_suspended;
  std::optional<bool> scheduled_suspended;
  std::map<std::string, std::string> tags;
};

struct PutPolicyRequest {
  ScalingSubject subject;
  std::string name;
  std::optional<TargetTracking> tracking;  // nullopt: keeps what there is.
};

struct DeletePolicyRequest {
  ScalingSubject subject;
  std::string name;
};

// Of the three that list.
struct ListRequest {
  std::vector<std::string> resource_ids;  // Empty: all.
  std::vector<std::string> policy_names;  // Likewise.
  std::optional<CapacityKind> kind;
  size_t first = 0;  // Out of NextToken.
  size_t limit = 0;
  bool nothing = false;  // The dimension is one that no resource here has.
};

// All of them give kValidation in AWS's words; a NextToken that isn't one kNotFound.
Result<ScalingSubject> ReadSubject(JsonValue body);
Result<RegisterTargetRequest> ReadRegisterTarget(JsonValue body);
Result<PutPolicyRequest> ReadPutPolicy(JsonValue body);
Result<DeletePolicyRequest> ReadDeletePolicy(JsonValue body);
// `resources`: the member that selects them, "ResourceIds" or "ResourceId".
Result<ListRequest> ReadList(JsonValue body, std::string_view resources);
// Keys and values of "Tags".
Result<std::map<std::string, std::string>> ReadScalingTags(JsonValue body);

}  // namespace meridian
