-- A maintenance that is a later one of a series.
UPDATE maintenances SET series = 'MNT-20160918-01';
