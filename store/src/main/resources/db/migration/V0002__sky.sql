-- Regions of the sky in plain SQL: exact great-circle predicates, and boxes around regions for a GiST index.
--
-- All angles are degrees, ICRS. A point is (ra, dec), a circle (ra, dec, radius). A polygon is one array of ra and
-- dec in turn, three vertices or more, the first not repeated. It is stored counter-clockwise as seen on the sky,
-- east to the left (IVOA DALI 1.1, section 3.3.7); these functions take either order: the inside of a polygon is
-- the smaller part of the sky (IVOA SIA 2.0, section 2.1.1). Edges are the shorter great-circle arcs and do not
-- cross. Regions are closed: what lies within 6e-12 degrees (2e-8 arcsec) of an edge is on it, and a touch is an
-- overlap. Every function is immutable and gives null when an argument is null.
--
-- Conditions that find their rows through an index:
--   create index on t using gist (sky.bound(region)), region being a polygon:
--     sky.region_contains_point(region, ra, dec)            sky.region_overlaps_circle(region, ra, dec, radius)
--     sky.region_contains_circle(region, ra, dec, radius)   sky.region_overlaps_polygon(region, polygon)
--     sky.region_contains_polygon(region, polygon)          sky.region_inside_circle(region, ra, dec, radius)
--                                                           sky.region_inside_polygon(region, polygon)
--   create index on t using gist (sky.point(ra, dec)):
--     sky.point_inside_circle(ra, dec, circle_ra, circle_dec, radius)
--     sky.point_inside_polygon(ra, dec, polygon)
-- The exact conditions alone are sky.<outer>_contains_<inner> and sky.<one>_overlaps_<other>.

create schema sky;
grant usage on schema sky to platebook_public;

-- Points and circles -----------------------------------------------------------------------------------------------

-- Angle between two directions, accurate from tiny to nearly opposite (Vincenty's formula, for a sphere).
create function sky.distance(
    ra1 double precision, dec1 double precision, ra2 double precision, dec2 double precision)
returns double precision
language sql immutable strict parallel safe cost 20
return atan2d(
    sqrt(
        power(cosd(dec2) * sind(ra2 - ra1), 2)
            + power(sind(dec2 - dec1) + 2 * sind(dec1) * cosd(dec2) * power(sind((ra2 - ra1) / 2), 2), 2)),
    cosd(dec2 - dec1) - 2 * cosd(dec1) * cosd(dec2) * power(sind((ra2 - ra1) / 2), 2));

create function sky.circle_contains_point(
    circle_ra double precision, circle_dec double precision, radius double precision,
    ra double precision, "dec" double precision)
returns boolean
language sql immutable parallel safe
return sky.distance(circle_ra, circle_dec, ra, "dec") <= radius + 6e-12;

create function sky.circle_overlaps_circle(
    ra1 double precision, dec1 double precision, radius1 double precision,
    ra2 double precision, dec2 double precision, radius2 double precision)
returns boolean
language sql immutable parallel safe
return sky.distance(ra1, dec1, ra2, dec2) <= radius1 + radius2 + 6e-12;

-- Whether the first circle holds all of the second.
create function sky.circle_contains_circle(
    ra1 double precision, dec1 double precision, radius1 double precision,
    ra2 double precision, dec2 double precision, radius2 double precision)
returns boolean
language sql immutable parallel safe
return radius1 >= 180 or sky.distance(ra1, dec1, ra2, dec2) + radius2 <= radius1 + 6e-12;

-- Square degrees.
create function sky.circle_area(radius double precision)
returns double precision
language sql immutable strict parallel safe
return 4 * pi() * power(sind(least(radius, 180) / 2) * degrees(1), 2);

-- All longitudes eastward from west to east, through 0 where west is the larger; latitudes from south to north.
create function sky.box_contains_point(
    west double precision, east double precision, south double precision, north double precision,
    ra double precision, "dec" double precision)
returns boolean
language sql immutable parallel safe
return "dec" between south and north
    and (
        east - west >= 360
        or abs("dec") = 90
        or mod(mod((ra - west)::numeric, 360) + 360, 360) <= mod(mod((east - west)::numeric, 360) + 360, 360));

-- Points and polygons ----------------------------------------------------------------------------------------------

create function sky.check_polygon(polygon double precision[])
returns integer
language plpgsql immutable strict parallel safe cost 10
as $$
begin
    if cardinality(polygon) < 6 or cardinality(polygon) % 2 = 1 or array_position(polygon, null) is not null then
        raise exception 'a polygon needs three or more pairs of ra and dec, not %', polygon
            using errcode = 'invalid_parameter_value';
    end if;
    return cardinality(polygon);
end
$$;

-- How deep a point lies in a polygon: the angle to the nearest edge, negative when the point is outside.
--
-- The polygon is seen from the point, x to the east, y to the north, z towards it. The half circle from the point
-- over the north to the opposite point is crossed an odd number of times when the edges part these two. The signed
-- triangles from the point to the edges add up to the area on that side of the edges where the opposite point is
-- not; whether this is the smaller part tells the inside (after Van Oosterom and Strackee 1983).
create function sky.polygon_depth(polygon double precision[], ra double precision, "dec" double precision)
returns double precision
language plpgsql immutable strict parallel safe cost 400
as $$
declare
    n constant integer := sky.check_polygon(polygon);
    sin_dec constant double precision := sind("dec");
    cos_dec constant double precision := cosd("dec");
    s double precision;
    c double precision;
    x0 double precision;
    y0 double precision;
    z0 double precision;
    x double precision;
    y double precision;
    z double precision;
    normal_x double precision;
    normal_y double precision;
    normal_z double precision;
    nearest double precision := 180;
    area double precision := 0;
    parted boolean := false;
begin
    for i in 0 .. n by 2 loop
        x0 := x;
        y0 := y;
        z0 := z;
        s := sind(polygon[1 + (i + 1) % n]);
        c := cosd(polygon[1 + (i + 1) % n]);
        x := c * sind(polygon[1 + i % n] - ra);
        c := c * cosd(polygon[1 + i % n] - ra);
        y := s * cos_dec - c * sin_dec;
        z := s * sin_dec + c * cos_dec;
        if i = 0 then
            continue;
        end if;
        normal_x := y0 * z - z0 * y;
        normal_y := z0 * x - x0 * z;
        normal_z := x0 * y - y0 * x;
        area := area + 2 * atan2(normal_z, 1 + z0 + z + x0 * x + y0 * y + z0 * z);
        if (x0 < 0) <> (x < 0) and (normal_z > 0) = (x0 > x) then
            parted := not parted;
        end if;
        nearest := least(nearest, atan2d(sqrt(x * x + y * y), z));
        if normal_x * y0 > normal_y * x0 and normal_y * x > normal_x * y then
            nearest := least(nearest, atan2d(abs(normal_z), sqrt(normal_x * normal_x + normal_y * normal_y)));
        end if;
    end loop;
    if parted = (abs(area) <= 2 * pi()) then
        return nearest;
    end if;
    return -nearest;
end
$$;

-- As polygon_depth, but without the distance, which is needed only near an edge, and without the area, which is
-- needed only when a vertex is more than 90 degrees away.
create function sky.polygon_contains_point(polygon double precision[], ra double precision, "dec" double precision)
returns boolean
language plpgsql immutable strict parallel safe cost 200
as $$
declare
    n constant integer := cardinality(polygon);
    sin_dec constant double precision := sind("dec");
    cos_dec constant double precision := cosd("dec");
    s double precision := sind(polygon[n]);
    c double precision := cosd(polygon[n]);
    turn double precision := polygon[n - 1] - ra;
    x double precision := c * sind(turn);
    y double precision := s * cos_dec - c * sin_dec * cosd(turn);
    x0 double precision;
    y0 double precision;
    normal_z double precision;
    parted boolean := false;
begin
    for i in 2 .. n by 2 loop
        x0 := x;
        y0 := y;
        s := sind(polygon[i]);
        c := cosd(polygon[i]);
        turn := polygon[i - 1] - ra;
        x := c * sind(turn);
        c := c * cosd(turn);
        y := s * cos_dec - c * sin_dec;
        normal_z := x0 * y - y0 * x;
        if abs(normal_z) <= 1e-13 or s * sin_dec + c * cos_dec <= 0 then
            return sky.polygon_depth(polygon, ra, "dec") >= -6e-12;
        end if;
        if (x0 < 0) <> (x < 0) and (normal_z > 0) = (x0 > x) then
            parted := not parted;
        end if;
    end loop;
    if parted is null or n % 2 = 1 then
        return sky.check_polygon(polygon) is null;
    end if;
    return parted;
end
$$;

-- Circles and polygons ---------------------------------------------------------------------------------------------

create function sky.polygon_overlaps_circle(
    polygon double precision[], ra double precision, "dec" double precision, radius double precision)
returns boolean
language sql immutable parallel safe
return sky.polygon_depth(polygon, ra, "dec") >= -radius - 6e-12;

create function sky.polygon_contains_circle(
    polygon double precision[], ra double precision, "dec" double precision, radius double precision)
returns boolean
language sql immutable parallel safe
return sky.polygon_depth(polygon, ra, "dec") >= radius - 6e-12;

-- Whether a circle holds all of a polygon: the polygon is clear of the circle about the opposite point.
create function sky.circle_contains_polygon(
    ra double precision, "dec" double precision, radius double precision, polygon double precision[])
returns boolean
language sql immutable parallel safe
return radius >= 180 or sky.polygon_depth(polygon, ra + 180, -"dec") <= radius - 180 + 6e-12;

-- Polygons and polygons --------------------------------------------------------------------------------------------

-- Whether an edge of one polygon crosses an edge of the other; null when a vertex comes so close to an edge that
-- only the vertices themselves can tell.
create function sky.polygon_edges_cross(one double precision[], other double precision[])
returns boolean
language plpgsql immutable strict parallel safe cost 1000
as $$
declare
    n constant integer := sky.check_polygon(one);
    m constant integer := sky.check_polygon(other);
    xs double precision[];
    ys double precision[];
    zs double precision[];
    c double precision;
    x0 double precision;
    y0 double precision;
    z0 double precision;
    x double precision;
    y double precision;
    z double precision;
    normal_x double precision;
    normal_y double precision;
    normal_z double precision;
    margin double precision;
    before double precision;
    after double precision;
    px double precision;
    py double precision;
    pz double precision;
    from_start double precision;
    to_end double precision;
    crossed boolean := false;
begin
    for j in 0 .. m by 2 loop
        c := cosd(other[2 + j % m]);
        xs[j / 2] := c * cosd(other[1 + j % m]);
        ys[j / 2] := c * sind(other[1 + j % m]);
        zs[j / 2] := sind(other[2 + j % m]);
    end loop;
    for i in 0 .. n by 2 loop
        x0 := x;
        y0 := y;
        z0 := z;
        c := cosd(one[2 + i % n]);
        x := c * cosd(one[1 + i % n]);
        y := c * sind(one[1 + i % n]);
        z := sind(one[2 + i % n]);
        continue when i = 0;
        normal_x := y0 * z - z0 * y;
        normal_y := z0 * x - x0 * z;
        normal_z := x0 * y - y0 * x;
        margin := 2e-13 * sqrt(normal_x * normal_x + normal_y * normal_y + normal_z * normal_z);
        after := normal_x * xs[0] + normal_y * ys[0] + normal_z * zs[0];
        for j in 1 .. m / 2 loop
            before := after;
            after := normal_x * xs[j] + normal_y * ys[j] + normal_z * zs[j];
            continue when (before > margin and after > margin) or (before < -margin and after < -margin);
            -- Where the edge of the other meets the plane of this one.
            px := xs[j] * abs(before) + xs[j - 1] * abs(after);
            py := ys[j] * abs(before) + ys[j - 1] * abs(after);
            pz := zs[j] * abs(before) + zs[j - 1] * abs(after);
            from_start := px * (normal_y * z0 - normal_z * y0) + py * (normal_z * x0 - normal_x * z0)
                + pz * (normal_x * y0 - normal_y * x0);
            to_end := px * (y * normal_z - z * normal_y) + py * (z * normal_x - x * normal_z)
                + pz * (x * normal_y - y * normal_x);
            c := margin * (abs(before) + abs(after));
            if abs(before) <= margin or abs(after) <= margin or (abs(from_start) <= c and to_end >= -c)
                or (abs(to_end) <= c and from_start >= -c) then
                crossed := null;
            elsif from_start > 0 and to_end > 0 then
                return true;
            end if;
        end loop;
    end loop;
    return crossed;
end
$$;

create function sky.polygon_overlaps_polygon(one double precision[], other double precision[])
returns boolean
language plpgsql immutable strict parallel safe cost 1500
as $$
declare
    crossed boolean;
begin
    if sky.polygon_contains_point(one, other[1], other[2]) or sky.polygon_contains_point(other, one[1], one[2]) then
        return true;
    end if;
    crossed := sky.polygon_edges_cross(one, other);
    if crossed is not null then
        return crossed;
    end if;
    for i in 3 .. cardinality(one) by 2 loop
        if sky.polygon_contains_point(other, one[i], one[i + 1]) then
            return true;
        end if;
    end loop;
    for i in 3 .. cardinality(other) by 2 loop
        if sky.polygon_contains_point(one, other[i], other[i + 1]) then
            return true;
        end if;
    end loop;
    return false;
end
$$;

-- Whether the great-circle arc between two directions stays in a polygon whose edges it does not cross: its ends do,
-- and the middle of each piece between vertices of the polygon that lie on it.
create function sky.polygon_contains_edge(
    polygon double precision[],
    ra1 double precision, dec1 double precision, ra2 double precision, dec2 double precision)
returns boolean
language plpgsql immutable strict parallel safe cost 1500
as $$
declare
    length constant double precision := sky.distance(ra1, dec1, ra2, dec2);
    x1 constant double precision := cosd(dec1) * cosd(ra1);
    y1 constant double precision := cosd(dec1) * sind(ra1);
    z1 constant double precision := sind(dec1);
    x2 constant double precision := cosd(dec2) * cosd(ra2);
    y2 constant double precision := cosd(dec2) * sind(ra2);
    z2 constant double precision := sind(dec2);
    cuts double precision[] := array[0, length];
    before double precision;
    after double precision;
    x double precision;
    y double precision;
    z double precision;
begin
    if not sky.polygon_contains_point(polygon, ra1, dec1) or not sky.polygon_contains_point(polygon, ra2, dec2) then
        return false;
    end if;
    for i in 1 .. cardinality(polygon) by 2 loop
        before := sky.distance(ra1, dec1, polygon[i], polygon[i + 1]);
        after := sky.distance(ra2, dec2, polygon[i], polygon[i + 1]);
        if before < length and after < length then
            cuts := cuts || before;
        end if;
    end loop;
    cuts := array(select cut from unnest(cuts) cut order by cut);
    for i in 2 .. cardinality(cuts) loop
        before := sind(length - (cuts[i - 1] + cuts[i]) / 2);
        after := sind((cuts[i - 1] + cuts[i]) / 2);
        x := x1 * before + x2 * after;
        y := y1 * before + y2 * after;
        z := z1 * before + z2 * after;
        if not sky.polygon_contains_point(polygon, atan2d(y, x), atan2d(z, sqrt(x * x + y * y))) then
            return false;
        end if;
    end loop;
    return true;
end
$$;

-- Whether the first polygon holds all of the second.
create function sky.polygon_contains_polygon(outer_polygon double precision[], inner_polygon double precision[])
returns boolean
language plpgsql immutable strict parallel safe cost 3000
as $$
declare
    n constant integer := sky.check_polygon(inner_polygon);
begin
    for i in 1 .. n by 2 loop
        if not sky.polygon_contains_point(outer_polygon, inner_polygon[i], inner_polygon[i + 1]) then
            return false;
        end if;
    end loop;
    if sky.polygon_edges_cross(outer_polygon, inner_polygon) then
        return false;
    end if;
    for i in 1 .. cardinality(outer_polygon) by 2 loop
        if sky.polygon_depth(inner_polygon, outer_polygon[i], outer_polygon[i + 1]) > 6e-12 then
            return false;
        end if;
    end loop;
    for i in 0 .. n - 2 by 2 loop
        if not sky.polygon_contains_edge(
            outer_polygon, inner_polygon[1 + i], inner_polygon[2 + i],
            inner_polygon[1 + (i + 2) % n], inner_polygon[2 + (i + 2) % n]) then
            return false;
        end if;
    end loop;
    return true;
end
$$;

-- Sizes and middles ------------------------------------------------------------------------------------------------

-- Steradians of the smaller part of the sky, negative when the vertices run clockwise as seen on the sky.
create function sky.polygon_signed_area(polygon double precision[])
returns double precision
language plpgsql immutable strict parallel safe cost 300
as $$
declare
    n constant integer := sky.check_polygon(polygon);
    c double precision := cosd(polygon[2]);
    first_x constant double precision := c * cosd(polygon[1]);
    first_y constant double precision := c * sind(polygon[1]);
    first_z constant double precision := sind(polygon[2]);
    x0 double precision;
    y0 double precision;
    z0 double precision;
    x double precision := first_x;
    y double precision := first_y;
    z double precision := first_z;
    area double precision := 0;
begin
    for i in 3 .. n by 2 loop
        x0 := x;
        y0 := y;
        z0 := z;
        c := cosd(polygon[i + 1]);
        x := c * cosd(polygon[i]);
        y := c * sind(polygon[i]);
        z := sind(polygon[i + 1]);
        area := area - 2 * atan2(
            first_x * ((y0 - first_y) * (z - first_z) - (z0 - first_z) * (y - first_y))
                + first_y * ((z0 - first_z) * (x - first_x) - (x0 - first_x) * (z - first_z))
                + first_z * ((x0 - first_x) * (y - first_y) - (y0 - first_y) * (x - first_x)),
            1 + first_x * x0 + first_y * y0 + first_z * z0 + x0 * x + y0 * y + z0 * z
                + x * first_x + y * first_y + z * first_z);
    end loop;
    return area - 4 * pi() * round(area / (4 * pi()));
end
$$;

-- Square degrees of the smaller part of the sky.
create function sky.polygon_area(polygon double precision[])
returns double precision
language sql immutable parallel safe
return abs(sky.polygon_signed_area(polygon)) * power(degrees(1), 2);

-- The same polygon with its vertices counter-clockwise as seen on the sky, east to the left.
create function sky.polygon(polygon double precision[])
returns double precision[]
language plpgsql immutable strict parallel safe cost 500
as $$
declare
    n constant integer := sky.check_polygon(polygon);
    reversed double precision[];
begin
    if sky.polygon_signed_area(polygon) >= 0 then
        return polygon;
    end if;
    for i in reverse n .. 2 by 2 loop
        reversed := reversed || polygon[i - 1] || polygon[i];
    end loop;
    return reversed;
end
$$;

-- The centre of mass of a polygon as a sheet on the sphere, as {ra, dec}.
create function sky.polygon_centroid(polygon double precision[])
returns double precision[]
language plpgsql immutable strict parallel safe cost 500
as $$
declare
    n constant integer := sky.check_polygon(polygon);
    sense double precision := case when sky.polygon_signed_area(polygon) >= 0 then -1 else 1 end;
    c double precision;
    x0 double precision;
    y0 double precision;
    z0 double precision;
    x double precision;
    y double precision;
    z double precision;
    length double precision;
    weight double precision;
    sum_x double precision := 0;
    sum_y double precision := 0;
    sum_z double precision := 0;
begin
    for i in 0 .. n by 2 loop
        x0 := x;
        y0 := y;
        z0 := z;
        c := cosd(polygon[2 + i % n]);
        x := c * cosd(polygon[1 + i % n]);
        y := c * sind(polygon[1 + i % n]);
        z := sind(polygon[2 + i % n]);
        continue when i = 0;
        length := sqrt(power(y0 * z - z0 * y, 2) + power(z0 * x - x0 * z, 2) + power(x0 * y - y0 * x, 2));
        weight := case when length = 0 then 1 else atan2(length, x0 * x + y0 * y + z0 * z) / length end;
        sum_x := sum_x + sense * weight * (y0 * (z - z0) - z0 * (y - y0));
        sum_y := sum_y + sense * weight * (z0 * (x - x0) - x0 * (z - z0));
        sum_z := sum_z + sense * weight * (x0 * (y - y0) - y0 * (x - x0));
    end loop;
    return array[
        case when atan2d(sum_y, sum_x) < 0 then atan2d(sum_y, sum_x) + 360 else atan2d(sum_y, sum_x) end,
        atan2d(sum_z, sqrt(sum_x * sum_x + sum_y * sum_y))];
end
$$;

-- Boxes in space around regions on the unit sphere, for the index --------------------------------------------------

create function sky.point(ra double precision, "dec" double precision)
returns public.cube
language sql immutable strict parallel safe cost 10
return public.cube(array[cosd("dec") * cosd(ra), cosd("dec") * sind(ra), sind("dec")]);

-- Reach of a circle of a radius towards an axis, given the cosine and sine of the axis' angle to its centre.
create function sky.circle_reach(cosine double precision, sine double precision, radius double precision)
returns double precision
language sql immutable parallel safe cost 10
return case
    when atan2d(sine, cosine) <= radius then 1
    else cosine * cosd(radius) + sine * sind(radius) + 1e-12
end;

create function sky.bound_circle(ra double precision, "dec" double precision, radius double precision)
returns public.cube
language plpgsql immutable strict parallel safe cost 100
as $$
declare
    x constant double precision := cosd("dec") * cosd(ra);
    y constant double precision := cosd("dec") * sind(ra);
    z constant double precision := sind("dec");
    off_x constant double precision := sqrt(y * y + z * z);
    off_y constant double precision := sqrt(x * x + z * z);
    off_z constant double precision := cosd("dec");
    r constant double precision := least(radius, 180);
begin
    return public.cube(
        array[-sky.circle_reach(-x, off_x, r), -sky.circle_reach(-y, off_y, r), -sky.circle_reach(-z, off_z, r)],
        array[sky.circle_reach(x, off_x, r), sky.circle_reach(y, off_y, r), sky.circle_reach(z, off_z, r)]);
end
$$;

-- The box around the vertices, wider by how far the edges and the inside can bulge out of it: an edge by at most its
-- sagitta; towards an axis that the circle about the vertices' middle holds, to the sphere. A polygon that is not
-- within 85 degrees of its vertices' middle gets the box around the whole sphere.
create function sky.bound(polygon double precision[])
returns public.cube
language plpgsql immutable strict parallel safe cost 1000
as $$
declare
    n constant integer := sky.check_polygon(polygon);
    c double precision;
    x double precision[];
    y double precision[];
    z double precision[];
    least_x double precision := 1;
    least_y double precision := 1;
    least_z double precision := 1;
    most_x double precision := -1;
    most_y double precision := -1;
    most_z double precision := -1;
    middle_x double precision := 0;
    middle_y double precision := 0;
    middle_z double precision := 0;
    chord double precision := 0;
    reach double precision := 0;
begin
    for i in 1 .. n / 2 loop
        c := cosd(polygon[2 * i]);
        x[i] := c * cosd(polygon[2 * i - 1]);
        y[i] := c * sind(polygon[2 * i - 1]);
        z[i] := sind(polygon[2 * i]);
        middle_x := middle_x + x[i];
        middle_y := middle_y + y[i];
        middle_z := middle_z + z[i];
    end loop;
    c := sqrt(middle_x * middle_x + middle_y * middle_y + middle_z * middle_z);
    if c < 1e-3 then
        return public.cube(array[-1.0, -1, -1], array[1.0, 1, 1]);
    end if;
    middle_x := middle_x / c;
    middle_y := middle_y / c;
    middle_z := middle_z / c;
    x[0] := x[n / 2];
    y[0] := y[n / 2];
    z[0] := z[n / 2];
    for i in 1 .. n / 2 loop
        least_x := least(least_x, x[i]);
        least_y := least(least_y, y[i]);
        least_z := least(least_z, z[i]);
        most_x := greatest(most_x, x[i]);
        most_y := greatest(most_y, y[i]);
        most_z := greatest(most_z, z[i]);
        chord := greatest(chord, power(x[i] - x[i - 1], 2) + power(y[i] - y[i - 1], 2) + power(z[i] - z[i - 1], 2));
        reach := greatest(
            reach, power(x[i] - middle_x, 2) + power(y[i] - middle_y, 2) + power(z[i] - middle_z, 2));
    end loop;
    if reach > 1.82 then
        return public.cube(array[-1.0, -1, -1], array[1.0, 1, 1]);
    end if;
    c := chord / 4 / (1 + sqrt(greatest(0, 1 - chord / 4))) + 1e-12;
    reach := 1 - reach / 2 - 1e-12;
    return public.cube(
        array[
            case when -middle_x >= reach then -1 else least_x - c end,
            case when -middle_y >= reach then -1 else least_y - c end,
            case when -middle_z >= reach then -1 else least_z - c end],
        array[
            case when middle_x >= reach then 1 else most_x + c end,
            case when middle_y >= reach then 1 else most_y + c end,
            case when middle_z >= reach then 1 else most_z + c end]);
end
$$;

-- Conditions that find their rows through an index -----------------------------------------------------------------

-- These are not strict, so that the planner puts their text in the place of the call and sees the index.

create function sky.region_contains_point(region double precision[], ra double precision, "dec" double precision)
returns boolean
language sql immutable parallel safe
return sky.bound(region) operator(public.@>) sky.point(ra, "dec") and sky.polygon_contains_point(region, ra, "dec");

create function sky.region_contains_circle(
    region double precision[], ra double precision, "dec" double precision, radius double precision)
returns boolean
language sql immutable parallel safe
return sky.bound(region) operator(public.@>) sky.point(ra, "dec")
    and sky.polygon_contains_circle(region, ra, "dec", radius);

create function sky.region_contains_polygon(region double precision[], polygon double precision[])
returns boolean
language sql immutable parallel safe
return sky.bound(region) operator(public.@>) sky.point(polygon[1], polygon[2])
    and sky.polygon_contains_polygon(region, polygon);

create function sky.region_overlaps_circle(
    region double precision[], ra double precision, "dec" double precision, radius double precision)
returns boolean
language sql immutable parallel safe
return sky.bound(region) operator(public.&&) sky.bound_circle(ra, "dec", radius)
    and sky.polygon_overlaps_circle(region, ra, "dec", radius);

create function sky.region_overlaps_polygon(region double precision[], polygon double precision[])
returns boolean
language sql immutable parallel safe
return sky.bound(region) operator(public.&&) sky.bound(polygon)
    and sky.polygon_overlaps_polygon(region, polygon);

create function sky.region_inside_circle(
    region double precision[], ra double precision, "dec" double precision, radius double precision)
returns boolean
language sql immutable parallel safe
return sky.bound(region) operator(public.&&) sky.bound_circle(ra, "dec", radius)
    and sky.circle_contains_polygon(ra, "dec", radius, region);

create function sky.region_inside_polygon(region double precision[], polygon double precision[])
returns boolean
language sql immutable parallel safe
return sky.bound(region) operator(public.&&) sky.bound(polygon)
    and sky.polygon_contains_polygon(polygon, region);

create function sky.point_inside_circle(
    ra double precision, "dec" double precision,
    circle_ra double precision, circle_dec double precision, radius double precision)
returns boolean
language sql immutable parallel safe
return sky.point(ra, "dec") operator(public.<@) sky.bound_circle(circle_ra, circle_dec, radius)
    and sky.distance(circle_ra, circle_dec, ra, "dec") <= radius + 6e-12;

create function sky.point_inside_polygon(ra double precision, "dec" double precision, polygon double precision[])
returns boolean
language sql immutable parallel safe
return sky.point(ra, "dec") operator(public.<@) sky.bound(polygon)
    and sky.polygon_contains_point(polygon, ra, "dec");
