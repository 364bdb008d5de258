// Application Auto Scaling, on DynamoDB's endpoint: an SDK's client of that service, given this
// endpoint, adjusts tables here.
//
// Register… and Put… check the request, then change the ScalingBook; regions/scaling's AutoScaler
// does the rest. Only target tracking of tables is there; scheduled actions aren't.
//
// Threads: as every operation (regions/api/call.h).
// Source: Application Auto Scaling API Reference (2016-02-06).
#pragma once

#include "regions/api/call.h"
#include "regions/api/operations.h"
#include "regions/scaling/scaling_book.h"

namespace meridian {

Task<Reply> RegisterScalableTarget(const Services& services, ScalingBook& book, Call call);
Task<Reply> DeregisterScalableTarget(const Services& services, ScalingBook& book, Call call);
Task<Reply> DescribeScalableTargets(const Services& services, ScalingBook& book, Call call);
Task<Reply> PutScalingPolicy(const Services& services, ScalingBook& book, Call call);
Task<Reply> DeleteScalingPolicy(const Services& services, ScalingBook& book, Call call);
Task<Reply> DescribeScalingPolicies(const Services& services, ScalingBook& book, Call call);
Task<Reply> DescribeScalingActivities(const Services& services, ScalingBook& book, Call call);

// Adds all of them, and the service's other names as not supported. `book` must outlive
// `operations`.
void AddScalingOperations(ScalingBook& book, Operations* operations);

}  // namespace meridian
