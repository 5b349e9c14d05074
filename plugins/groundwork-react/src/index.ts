// SPDX-License-Identifier: Apache-2.0

/**
 * What the Groundwork frontends show alike: states, environments, problems, errors.
 *
 * @packageDocumentation
 */
export * from './api/estateApiRef';
export * from './api/securityApiRef';
export * from './api/stacksApiRef';
export * from './components/AccountLabel';
export * from './components/chart/ChartWithTable';
export * from './components/CollectorStateBadge';
export * from './components/ConfirmDialog';
export * from './components/CopyButton';
export * from './components/EmptyState';
export * from './components/EnvironmentBadge';
export * from './components/ErrorState';
export * from './components/Facts';
export * from './components/FilterSelect';
export * from './components/FreshnessNote';
export * from './components/KnownCount';
export * from './components/LoadView';
export * from './components/NarrowTable';
export * from './components/ProblemsNotice';
export * from './components/RelativeTime';
export * from './components/RunStateBadge';
export * from './components/Section';
export * from './components/SeverityBadge';
export * from './components/SeverityCounts';
export * from './components/StatusBadge';
export * from './hooks/useDebounced';
export * from './hooks/usePolling';
export * from './hooks/useUrlFilters';
export * from './translation';
