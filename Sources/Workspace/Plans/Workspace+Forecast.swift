package import Synchronizing

extension Workspace {
    /// What a run of a plan would cost at most, and whether it would wait for somebody's approval.
    package func forecast(of plan: PlanTally, limits: RunLimits) async throws(StoreFailure) -> Forecast {
        var forecast = try await synchronizer.forecast(of: plan, limits: limits)
        forecast.mostAlone = try await members?.approvalRule().most
        return forecast
    }

    package func forecast(of plan: Plan, limits: RunLimits) async throws(StoreFailure) -> Forecast {
        try await forecast(of: plan.tally, limits: limits)
    }
}
