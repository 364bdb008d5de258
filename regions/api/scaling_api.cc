#include "regions/api/scaling_api.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "regions/api/scaling_errors.h"
#include "regions/api/scaling_json.h"
#include "regions/api/scaling_request.h"
#include "regions/scaling/auto_scaler.h"
#include "regions/tables/constraints.h"
#include "regions/tables/table_name.h"

namespace meridian {
namespace {

constexpr std::string_view kOthers[] = {"DeleteScheduledAction", "DescribeScheduledActions",
                                        "GetPredictiveScalingForecast", "PutScheduledAction"};

Task<Status> UpdateBook(ScalingBook& book, ScalingBook::Decide decide) {
  auto shared = std::make_shared<ScalingBook::Decide>(std::move(decide));
  // Named, since GCC 12 destroys a lambda made inside a co_await expression twice.
  auto start = [&book, shared](auto done) {
    book.Update(std::move(*shared), [done](Status status) mutable { done(std::move(status)); });
  };
  co_return co_await AwaitCallback<Status>(std::move(start));
}

auto FindTarget(ScalableTargets& targets, const ScalingSubject& subject) {
  return std::find_if(targets.begin(), targets.end(), [&](const ScalableTarget& target) {
    return target.table_name == subject.table_name && target.kind == subject.kind;
  });
}

std::string Described(const ScalingSubject& subject) {
  return "service namespace: dynamodb, resource ID: " + ResourceId(subject.table_name) +
         ", scalable dimension: " + std::string(ScalableDimension(subject.kind));
}

// What the request leaves open stays, or is the default of a new target.
Status RegisterTarget(const RegisterTargetRequest& request, const ScalableTarget& made,
                      ScalableTargets* targets, std::string* id) {
  auto at = FindTarget(*targets, request.subject);
  if (at != targets->end() && at->table != made.table) {  // Of the name's former table.
    targets->erase(at);
    at = targets->end();
  }
  const bool is_new = at == targets->end();
  if (is_new && !(request.min_capacity && request.max_capacity))
    return ValidationError(
        "MinCapacity and MaxCapacity must be specified when registering a new scalable target");
  ScalableTarget target = is_new ? made : *at;
  target.min_capacity = request.min_capacity.value_or(target.min_capacity);
  target.max_capacity = request.max_capacity.value_or(target.max_capacity);
  if (target.max_capacity < target.min_capacity)
    return ValidationError("Maximum capacity cannot be less than minimum capacity");
  target.scale_in_suspended = request.scale_in_suspended.value_or(target.scale_in_suspended);
  target.scale_out_suspended = request.scale_out_suspended.value_or(target.scale_out_suspended);
  target.scheduled_suspended = request.scheduled_suspended.value_or(target.scheduled_suspended);
  if (request.role_arn) target.role_arn = *request.role_arn;
  if (is_new) target.tags = request.tags;
  *id = target.id;
  if (is_new) {
    targets->push_back(std::move(target));
  } else {
    *at = std::move(target);
  }
  return OkStatus();
}

Status PutPolicy(const PutPolicyRequest& request, const ScalingPolicy& made,
                 ScalableTargets* targets, ScalableTarget* result) {
  const auto at = FindTarget(*targets, request.subject);
  if (at == targets->end())
    return Error{Errc::kNotFound,
                 "No scalable target registered for " + Described(request.subject)};
  if (at->policy && at->policy->name != request.name)
    return ValidationError(
        "Only one TargetTrackingScaling policy for a given metric specification is allowed.");
  if (!at->policy && !request.tracking)
    return ValidationError("TargetTrackingScalingPolicyConfiguration must be specified");
  if (!at->policy) at->policy = made;
  if (request.tracking) at->policy->tracking = *request.tracking;
  *result = *at;
  return OkStatus();
}

// Those of `all` that `chosen` wants, as one page; `write` writes one.
template <class T, class Chosen, class Write>
std::string Page(std::string_view member, const std::vector<T>& all, const ListRequest& request,
                 Chosen chosen, Write write) {
  JsonWriter writer;
  writer.BeginObject().Key(member).BeginArray();
  size_t seen = 0;
  bool more = false;
  for (const T& one : all) {
    if (request.nothing || !chosen(one)) continue;
    if (seen >= request.first + request.limit) {
      more = true;
      break;
    }
    if (seen++ >= request.first) write(&writer, one);
  }
  writer.EndArray();
  if (more) writer.Key("NextToken").String(std::to_string(request.first + request.limit));
  return writer.EndObject().Take();
}

bool Wants(const std::vector<std::string>& names, const std::string& name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

// What ReadList found, as a Reply: only its NextToken can be of something that isn't there.
Reply AnswerListError(Error error) {
  if (error.code != Errc::kNotFound) return error;
  return ApiError{.exception = Exception::kExpiredIterator, .message = std::move(error.message)};
}

}  // namespace

Task<Reply> RegisterScalableTarget(const Services& services, ScalingBook& book, Call call) {
  CO_TRY(RegisterTargetRequest request, ReadRegisterTarget(call.body()));
  const TablePtr table = services.catalog.Find(request.subject.table_name);
  if (!table)
    co_return ValidationError("DynamoDB table does not exist: " +
                              ResourceId(request.subject.table_name));
  ScalableTarget made;
  made.table_name = table->name;
  made.table = table->id;
  made.kind = request.subject.kind;
  made.id = DrawUuid(services.random);
  made.created_at_millis = services.clock.NowMillis();
  made.role_arn = "arn:aws:iam::" + std::string(kAccountId) +
                  ":role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/"
                  "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable";
  auto id = std::make_shared<std::string>();
  ScalableTarget named = made;
  ScalingBook::Decide decide = [request = std::move(request), made = std::move(made),
                                id](ScalableTargets* targets) {
    return RegisterTarget(request, made, targets, id.get());
  };
  CO_TRY(co_await UpdateBook(book, std::move(decide)));
  named.id = *id;
  JsonWriter writer;
  writer.BeginObject().Key("ScalableTargetARN").String(ScalableTargetArn(services.region, named));
  co_return writer.EndObject().Take();
}

Task<Reply> DeregisterScalableTarget(const Services&, ScalingBook& book, Call call) {
  CO_TRY(const ScalingSubject subject, ReadSubject(call.body()));
  ScalingBook::Decide decide = [subject](ScalableTargets* targets) -> Status {
    const auto at = FindTarget(*targets, subject);
    if (at == targets->end())
      return Error{Errc::kNotFound, "No scalable target found for " + Described(subject)};
    targets->erase(at);
    return OkStatus();
  };
  CO_TRY(co_await UpdateBook(book, std::move(decide)));
  co_return std::string("{}");
}

Task<Reply> DescribeScalableTargets(const Services& services, ScalingBook& book, Call call) {
  const auto request = ReadList(call.body(), "ResourceIds");
  if (!request) co_return AnswerListError(request.error());
  const ScalableTargetsPtr targets = book.targets();
  co_return Page(
      "ScalableTargets", *targets, *request,
      [&](const ScalableTarget& target) {
        return Wants(request->resource_ids, ResourceId(target.table_name)) &&
               (!request->kind || *request->kind == target.kind);
      },
      [&](JsonWriter* writer, const ScalableTarget& target) {
        WriteScalableTarget(writer, services.region, target);
      });
}

Task<Reply> PutScalingPolicy(const Services& services, ScalingBook& book, Call call) {
  CO_TRY(PutPolicyRequest request, ReadPutPolicy(call.body()));
  ScalingPolicy made;
  made.name = request.name;
  made.id = DrawUuid(services.random);
  made.created_at_millis = services.clock.NowMillis();
  auto result = std::make_shared<ScalableTarget>();
  ScalingBook::Decide decide = [request = std::move(request), made = std::move(made),
                                result](ScalableTargets* targets) {
    return PutPolicy(request, made, targets, result.get());
  };
  CO_TRY(co_await UpdateBook(book, std::move(decide)));
  JsonWriter writer;
  writer.BeginObject().Key("PolicyARN").String(ScalingPolicyArn(services.region, *result));
  // What CloudWatch's alarms do there, the AutoScaler does by itself.
  writer.Key("Alarms").BeginArray().EndArray();
  co_return writer.EndObject().Take();
}

Task<Reply> DeleteScalingPolicy(const Services&, ScalingBook& book, Call call) {
  CO_TRY(const DeletePolicyRequest request, ReadDeletePolicy(call.body()));
  ScalingBook::Decide decide = [request](ScalableTargets* targets) -> Status {
    const auto at = FindTarget(*targets, request.subject);
    if (at == targets->end() || !at->policy || at->policy->name != request.name)
      return Error{Errc::kNotFound, "No scaling policy found for " + Described(request.subject) +
                                        ", policy name: " + request.name};
    at->policy.reset();
    return OkStatus();
  };
  CO_TRY(co_await UpdateBook(book, std::move(decide)));
  co_return std::string("{}");
}

Task<Reply> DescribeScalingPolicies(const Services& services, ScalingBook& book, Call call) {
  const auto request = ReadList(call.body(), "ResourceId");
  if (!request) co_return AnswerListError(request.error());
  const ScalableTargetsPtr targets = book.targets();
  co_return Page(
      "ScalingPolicies", *targets, *request,
      [&](const ScalableTarget& target) {
        return target.policy && Wants(request->resource_ids, ResourceId(target.table_name)) &&
               Wants(request->policy_names, target.policy->name) &&
               (!request->kind || *request->kind == target.kind);
      },
      [&](JsonWriter* writer, const ScalableTarget& target) {
        WriteScalingPolicy(writer, services.region, target);
      });
}

Task<Reply> DescribeScalingActivities(const Services&, ScalingBook& book, Call call) {
  const auto request = ReadList(call.body(), "ResourceId");
  if (!request) co_return AnswerListError(request.error());
  const std::vector<ScalingActivity> activities = book.Activities();
  co_return Page(
      "ScalingActivities", activities, *request,
      [&](const ScalingActivity& activity) {
        return Wants(request->resource_ids, activity.resource_id) &&
               (!request->kind || *request->kind == activity.kind);
      },
      [](JsonWriter* writer, const ScalingActivity& activity) {
        WriteScalingActivity(writer, activity);
      });
}

void AddScalingOperations(ScalingBook& book, Operations* operations) {
  using Handler = Task<Reply> (*)(const Services&, ScalingBook&, Call);
  // The lambda is no coroutine: it only hands its capture on to one.
  const auto add = [&](std::string_view name, Handler handler) {
    operations->Add(kScalingTarget, name, [&book, handler](const Services& services, Call call) {
      return handler(services, book, std::move(call));
    });
  };
  for (const std::string_view name : kOthers) operations->Add(kScalingTarget, name, nullptr);
  add("RegisterScalableTarget", RegisterScalableTarget);
  add("DeregisterScalableTarget", DeregisterScalableTarget);
  add("DescribeScalableTargets", DescribeScalableTargets);
  add("PutScalingPolicy", PutScalingPolicy);
  add("DeleteScalingPolicy", DeleteScalingPolicy);
  add("DescribeScalingPolicies", DescribeScalingPolicies);
  add("DescribeScalingActivities", DescribeScalingActivities);
}

}  // namespace meridian
