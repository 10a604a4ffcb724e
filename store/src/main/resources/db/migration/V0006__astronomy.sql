-- Where things stand on the sky and over a place, in plain SQL: what observers work out for every exposure.
--
-- Angles are degrees, positions ICRS, moments modified Julian dates in TAI, longitudes positive to the east, latitudes
-- geodetic. Every function is immutable and gives null when an argument is null. Positions are arrays: longitude (or
-- right ascension, or azimuth), latitude (or declination, or altitude), and where told a distance.
--
-- Errors, against astropy 8.0 for 1990 to 2027: galactic and ecliptic coordinates 0.05 arcsec; sidereal time and the
-- Earth's rotation 1 arcsec (UT1 to 0.05 s); hour angle, azimuth, altitude and the zenith 0.01 degrees (aberration is
-- left out, and refraction); the Sun 0.01 degrees; the Moon 0.03 degrees; its lit fraction 0.001.

-- The shorter way round: [-180, 180).
create function sky.wrap_half(angle double precision)
returns double precision
language sql immutable strict parallel safe cost 1
return angle - 360 * floor((angle + 180) / 360);

-- Once round: [0, 360).
create function sky.wrap(angle double precision)
returns double precision
language sql immutable strict parallel safe cost 1
return angle - 360 * floor(angle / 360);

-- Direction of a vector: longitude [0, 360), latitude.
create function sky.direction(x double precision, y double precision, z double precision)
returns double precision[]
language sql immutable strict parallel safe cost 5
return array[sky.wrap(atan2d(y, x)), atan2d(z, sqrt(x * x + y * y))];

-- Position angle of the second direction as seen from the first, from north through east: (-180, 180].
create function sky.position_angle(
    ra1 double precision, dec1 double precision, ra2 double precision, dec2 double precision)
returns double precision
language sql immutable strict parallel safe cost 10
return atan2d(
    cosd(dec2) * sind(ra2 - ra1),
    sind(dec2) * cosd(dec1) - cosd(dec2) * sind(dec1) * cosd(ra2 - ra1));

-- Frames -----------------------------------------------------------------------------------------------------------

-- Galactic longitude and latitude (IAU 1958), by the matrix of the Hipparcos catalogue (ESA SP-1200, volume 1,
-- equation 1.5.11), orthogonal to 30 digits as SOFA gives it.
create function sky.galactic(ra double precision, "dec" double precision)
returns double precision[]
language plpgsql immutable strict parallel safe cost 20
as $$
declare
    x constant double precision := cosd("dec") * cosd(ra);
    y constant double precision := cosd("dec") * sind(ra);
    z constant double precision := sind("dec");
begin
    return sky.direction(
        -0.054875560416215368 * x - 0.873437090234885049 * y - 0.483835015548713227 * z,
        0.494109427875583674 * x - 0.444829629960011178 * y + 0.746982244497218891 * z,
        -0.867666149019004701 * x - 0.198076373431201528 * y + 0.455983776175066922 * z);
end
$$;

-- Ecliptic longitude and latitude of the mean ecliptic and equinox of J2000, with the obliquity of IAU 2006,
-- 84381.406 arcsec (Capitaine, Wallace and Chapront 2003, A&A 412, 567).
create function sky.ecliptic(ra double precision, "dec" double precision)
returns double precision[]
language plpgsql immutable strict parallel safe cost 20
as $$
declare
    obliquity constant double precision := 84381.406 / 3600;
    x constant double precision := cosd("dec") * cosd(ra);
    y constant double precision := cosd("dec") * sind(ra);
    z constant double precision := sind("dec");
begin
    return sky.direction(x, cosd(obliquity) * y + sind(obliquity) * z, cosd(obliquity) * z - sind(obliquity) * y);
end
$$;

-- The Earth's rotation ---------------------------------------------------------------------------------------------

-- UT1 - TAI in seconds, between values of every 120 days from 1972-01-01 (IERS 20 C04, then Bulletin A and its
-- prediction, November 2026): right to 0.05 s, and beyond 2027-07-05 as far as the Earth keeps its pace.
create function sky.ut1_minus_tai(mjd_tai double precision)
returns double precision
language plpgsql immutable strict parallel safe cost 10
as $$
declare
    knots constant double precision[] := '{
        -10.05, -10.45, -10.79, -11.17, -11.57, -11.90, -12.27, -12.61, -12.91, -13.25, -13.59, -13.88,
        -14.22, -14.57, -14.90, -15.26, -15.61, -15.91, -16.25, -16.64, -16.97, -17.29, -17.65, -17.96,
        -18.25, -18.55, -18.82, -19.08, -19.37, -19.64, -19.87, -20.13, -20.40, -20.63, -20.95, -21.25,
        -21.46, -21.70, -21.90, -22.05, -22.23, -22.44, -22.57, -22.76, -22.92, -23.03, -23.19, -23.38,
        -23.50, -23.68, -23.89, -23.98, -24.15, -24.35, -24.48, -24.71, -24.98, -25.17, -25.43, -25.70,
        -25.89, -26.16, -26.47, -26.68, -26.96, -27.29, -27.52, -27.81, -28.11, -28.31, -28.60, -28.92,
        -29.15, -29.43, -29.68, -29.87, -30.09, -30.34, -30.53, -30.76, -30.99, -31.12, -31.26, -31.39,
        -31.49, -31.61, -31.73, -31.80, -31.88, -31.97, -32.03, -32.09, -32.18, -32.23, -32.26, -32.33,
        -32.36, -32.37, -32.42, -32.47, -32.47, -32.56, -32.61, -32.63, -32.70, -32.81, -32.89, -33.03,
        -33.16, -33.21, -33.32, -33.44, -33.51, -33.63, -33.76, -33.81, -33.92, -34.06, -34.07, -34.16,
        -34.28, -34.32, -34.45, -34.57, -34.62, -34.75, -34.92, -34.98, -35.12, -35.27, -35.34, -35.47,
        -35.64, -35.74, -35.94, -36.15, -36.25, -36.41, -36.58, -36.66, -36.78, -36.90, -36.93, -37.03,
        -37.14, -37.15, -37.17, -37.24, -37.20, -37.18, -37.18, -37.13, -37.11, -37.10, -37.03, -37.02,
        -37.02, -37.01, -36.99, -37.01, -36.98, -36.95, -36.96, -36.94, -36.92, -36.94, -36.99, -37.07,
        -37.19, -37.23}';
    place constant double precision := least(greatest((mjd_tai - 41317) / 120, 0), 169);
    i constant integer := least(floor(place), 168);
begin
    return knots[i + 1] + (place - i) * (knots[i + 2] - knots[i + 1]);
end
$$;

-- How far the Earth has turned (IERS Conventions 2010, equation 5.15).
create function sky.earth_rotation_angle(mjd_tai double precision)
returns double precision
language plpgsql immutable strict parallel safe cost 20
as $$
declare
    days constant double precision := mjd_tai - 51544.5 + sky.ut1_minus_tai(mjd_tai) / 86400;
begin
    return sky.wrap(360 * (days - floor(days) + 0.7790572732640 + 0.00273781191135448 * days));
end
$$;

-- Julian centuries of TT since J2000.
create function sky.centuries(mjd_tai double precision)
returns double precision
language sql immutable strict parallel safe cost 1
return (mjd_tai + 32.184 / 86400 - 51544.5) / 36525;

-- Mean sidereal time of a longitude (IAU 2006; IERS Conventions 2010, equation 5.32).
create function sky.local_sidereal_time(mjd_tai double precision, longitude double precision)
returns double precision
language plpgsql immutable strict parallel safe cost 30
as $$
declare
    t constant double precision := sky.centuries(mjd_tai);
begin
    return sky.wrap(
        sky.earth_rotation_angle(mjd_tai)
            + longitude
            + (0.014506 + t * (4612.156534 + t * 1.3915817)) / 3600);
end
$$;

-- Turns a direction between ICRS and the intermediate frame of date, whose equator is the Earth's and from whose
-- origin the Earth rotation angle counts (IERS Conventions 2010, section 5.4.4; X and Y of the pole by the first terms
-- of tables 5.2a and 5.2b, s left out: 0.02 arcsec).
create function sky.turned(
    ra double precision, "dec" double precision, mjd_tai double precision, to_date boolean)
returns double precision[]
language plpgsql immutable strict parallel safe cost 30
as $$
declare
    t constant double precision := sky.centuries(mjd_tai);
    node constant double precision := 125.04455501 - 1934.1362619 * t;
    sun constant double precision := 200.932 + 72001.5382 * t;
    moon constant double precision := 436.6332 + 962535.763 * t;
    pole_x double precision := radians((
        -0.016617 + t * (2004.191898 - 0.4297829 * t)
        - 6.844318 * sind(node) - 0.523908 * sind(sun) - 0.090552 * sind(moon) + 0.082169 * sind(2 * node)
        + 0.058707 * sind(357.5291 + 35999.0503 * t)) / 3600);
    pole_y double precision := radians((
        -0.006951 + t * (-0.025896 - 22.4072747 * t)
        + 9.205236 * cosd(node) + 0.573033 * cosd(sun) + 0.097847 * cosd(moon) - 0.089618 * cosd(2 * node)) / 3600);
    half constant double precision := 0.5 + (pole_x * pole_x + pole_y * pole_y) / 8;
    x constant double precision := cosd("dec") * cosd(ra);
    y constant double precision := cosd("dec") * sind(ra);
    z constant double precision := sind("dec");
begin
    if to_date then
        pole_x := -pole_x;
        pole_y := -pole_y;
    end if;
    return sky.direction(
        (1 - half * pole_x * pole_x) * x - half * pole_x * pole_y * y + pole_x * z,
        -half * pole_x * pole_y * x + (1 - half * pole_y * pole_y) * y + pole_y * z,
        -pole_x * x - pole_y * y + (1 - half * (pole_x * pole_x + pole_y * pole_y)) * z);
end
$$;

-- Right ascension and declination in ICRS of what stands in the zenith of a place.
create function sky.zenith(mjd_tai double precision, longitude double precision, latitude double precision)
returns double precision[]
language sql immutable strict parallel safe cost 60
return sky.turned(sky.earth_rotation_angle(mjd_tai) + longitude, latitude, mjd_tai, false);

-- Hour angle of a position at a longitude, positive to the west: [-180, 180) degrees.
create function sky.hour_angle(
    ra double precision, "dec" double precision, mjd_tai double precision, longitude double precision)
returns double precision
language sql immutable strict parallel safe cost 60
return sky.wrap_half(
    sky.earth_rotation_angle(mjd_tai) + longitude - (sky.turned(ra, "dec", mjd_tai, true))[1]);

-- Azimuth from north through east, and altitude above the horizon, without refraction.
create function sky.altaz(
    ra double precision, "dec" double precision,
    mjd_tai double precision, longitude double precision, latitude double precision)
returns double precision[]
language plpgsql immutable strict parallel safe cost 80
as $$
declare
    here constant double precision[] := sky.turned(ra, "dec", mjd_tai, true);
    hour_angle constant double precision := sky.earth_rotation_angle(mjd_tai) + longitude - here[1];
    forward constant double precision := cosd(here[2]) * cosd(hour_angle);
    up constant double precision := sind(here[2]);
begin
    return sky.direction(
        up * cosd(latitude) - forward * sind(latitude),
        -cosd(here[2]) * sind(hour_angle),
        up * sind(latitude) + forward * cosd(latitude));
end
$$;

-- Angle at the position between the pole of ICRS and the zenith, positive in the west: (-180, 180]. It is the pseudo
-- parallactic angle of SMTN-019 without refraction; that of the pole of date differs by up to 0.15 / cos(dec) degrees
-- in 2026.
create function sky.parallactic_angle(
    ra double precision, "dec" double precision,
    mjd_tai double precision, longitude double precision, latitude double precision)
returns double precision
language plpgsql immutable strict parallel safe cost 80
as $$
declare
    zenith constant double precision[] := sky.zenith(mjd_tai, longitude, latitude);
begin
    return sky.position_angle(ra, "dec", zenith[1], zenith[2]);
end
$$;

-- Sun and Moon -----------------------------------------------------------------------------------------------------

-- The Sun as seen from the middle of the Earth, with aberration: right ascension, declination, and distance in
-- astronomical units (Meeus, Astronomical Algorithms, 2nd edition, chapter 25; to J2000 by the precession in longitude).
create function sky.sun(mjd_tai double precision)
returns double precision[]
language plpgsql immutable strict parallel safe cost 20
as $$
declare
    obliquity constant double precision := 84381.406 / 3600;
    t constant double precision := sky.centuries(mjd_tai);
    anomaly constant double precision := 357.52911 + t * (35999.05029 - 0.0001537 * t);
    eccentricity constant double precision := 0.016708634 - t * 0.000042037;
    centre constant double precision :=
        (1.914602 - 0.004817 * t) * sind(anomaly) + (0.019993 - 0.000101 * t) * sind(2 * anomaly)
        + 0.000289 * sind(3 * anomaly);
    longitude constant double precision :=
        280.46646 + t * (36000.76983 + 0.0003032 * t) + centre - 0.00569 - t * (1.396971 + 0.0003086 * t);
begin
    return sky.direction(cosd(longitude), cosd(obliquity) * sind(longitude), sind(obliquity) * sind(longitude))
        || 1.000001018 * (1 - eccentricity * eccentricity) / (1 + eccentricity * cosd(anomaly + centre));
end
$$;

-- The Moon as seen from the middle of the Earth: right ascension, declination, and distance in kilometres (Meeus,
-- Astronomical Algorithms, 2nd edition, chapter 47, which keeps the largest terms of ELP 2000-82; here those above
-- 0.003 degrees; to J2000 by the precession in longitude).
create function sky.moon(mjd_tai double precision)
returns double precision[]
language plpgsql immutable strict parallel safe cost 60
as $$
declare
    obliquity constant double precision := 84381.406 / 3600;
    t constant double precision := sky.centuries(mjd_tai);
    -- mean longitude, elongation, anomaly of the Sun and of the Moon, argument of latitude
    l constant double precision := 218.3164477 + t * (481267.88123421 - 0.0015786 * t);
    d constant double precision := 297.8501921 + t * (445267.1114034 - 0.0018819 * t);
    s constant double precision := 357.5291092 + t * (35999.0502909 - 0.0001536 * t);
    m constant double precision := 134.9633964 + t * (477198.8675055 + 0.0087414 * t);
    f constant double precision := 93.2720950 + t * (483202.0175233 - 0.0036539 * t);
    venus constant double precision := 119.75 + 131.849 * t;
    -- the Earth's orbit becomes rounder
    e constant double precision := 1 - t * (0.002516 + 0.0000074 * t);
    longitude constant double precision := l - t * (1.396971 + 0.0003086 * t) + 1e-6 * (
        6288774 * sind(m) + 1274027 * sind(2 * d - m) + 658314 * sind(2 * d) + 213618 * sind(2 * m)
        - 185116 * e * sind(s) - 114332 * sind(2 * f) + 58793 * sind(2 * d - 2 * m)
        + 57066 * e * sind(2 * d - s - m) + 53322 * sind(2 * d + m) + 45758 * e * sind(2 * d - s)
        - 40923 * e * sind(s - m) - 34720 * sind(d) - 30383 * e * sind(s + m) + 15327 * sind(2 * d - 2 * f)
        - 12528 * sind(m + 2 * f) + 10980 * sind(m - 2 * f) + 10675 * sind(4 * d - m) + 10034 * sind(3 * m)
        + 8548 * sind(4 * d - 2 * m) - 7888 * e * sind(2 * d + s - m) - 6766 * e * sind(2 * d + s)
        - 5163 * sind(d - m) + 4987 * e * sind(d + s) + 4036 * e * sind(2 * d - s + m)
        + 3994 * sind(2 * d + 2 * m) + 3861 * sind(4 * d) + 3665 * sind(2 * d - 3 * m)
        + 3958 * sind(venus) + 1962 * sind(l - f));
    latitude constant double precision := 1e-6 * (
        5128122 * sind(f) + 280602 * sind(m + f) + 277693 * sind(m - f) + 173237 * sind(2 * d - f)
        + 55413 * sind(2 * d - m + f) + 46271 * sind(2 * d - m - f) + 32573 * sind(2 * d + f)
        + 17198 * sind(2 * m + f) + 9266 * sind(2 * d + m - f) + 8822 * sind(2 * m - f)
        + 8216 * e * sind(2 * d - s - f) + 4324 * sind(2 * d - 2 * m - f) + 4200 * sind(2 * d + m + f)
        - 3359 * e * sind(2 * d + s - f) - 2235 * sind(l));
    distance constant double precision := 385000.56 + 1e-3 * (
        -20905355 * cosd(m) - 3699111 * cosd(2 * d - m) - 2955968 * cosd(2 * d) - 569925 * cosd(2 * m)
        + 48888 * e * cosd(s) + 246158 * cosd(2 * d - 2 * m) - 152138 * e * cosd(2 * d - s - m)
        - 170733 * cosd(2 * d + m) - 204586 * e * cosd(2 * d - s) - 129620 * e * cosd(s - m)
        + 108743 * cosd(d) + 104755 * e * cosd(s + m) + 79661 * cosd(m - 2 * f));
    x constant double precision := cosd(latitude) * cosd(longitude);
    y constant double precision := cosd(latitude) * sind(longitude);
    z constant double precision := sind(latitude);
begin
    return sky.direction(x, cosd(obliquity) * y - sind(obliquity) * z, sind(obliquity) * y + cosd(obliquity) * z)
        || distance;
end
$$;

-- The Moon as seen from a place at sea level (heights move it by less than 0.001 degrees): right ascension, declination
-- and distance in kilometres. The place is on the ellipsoid WGS 84 (Meeus, chapter 11).
create function sky.moon(mjd_tai double precision, longitude double precision, latitude double precision)
returns double precision[]
language plpgsql immutable strict parallel safe cost 140
as $$
declare
    radius constant double precision := 6378.137;
    flattening constant double precision := 1 / 298.257223563;
    curvature constant double precision :=
        radius / sqrt(1 - flattening * (2 - flattening) * power(sind(latitude), 2));
    outward constant double precision := curvature * cosd(latitude);
    upward constant double precision := curvature * power(1 - flattening, 2) * sind(latitude);
    place constant double precision[] := sky.zenith(mjd_tai, longitude, atan2d(upward, outward));
    height constant double precision := sqrt(outward * outward + upward * upward);
    moon constant double precision[] := sky.moon(mjd_tai);
    x constant double precision :=
        moon[3] * cosd(moon[2]) * cosd(moon[1]) - height * cosd(place[2]) * cosd(place[1]);
    y constant double precision :=
        moon[3] * cosd(moon[2]) * sind(moon[1]) - height * cosd(place[2]) * sind(place[1]);
    z constant double precision := moon[3] * sind(moon[2]) - height * sind(place[2]);
begin
    return sky.direction(x, y, z) || sqrt(x * x + y * y + z * z);
end
$$;

-- Lit fraction of the Moon's disk, 0 to 1, from the middle of the Earth (Meeus, chapter 48).
create function sky.moon_illumination(mjd_tai double precision)
returns double precision
language plpgsql immutable strict parallel safe cost 120
as $$
declare
    moon constant double precision[] := sky.moon(mjd_tai);
    sun constant double precision[] := sky.sun(mjd_tai);
    sun_km constant double precision := sun[3] * 149597870.7;
    elongation constant double precision := sky.distance(sun[1], sun[2], moon[1], moon[2]);
begin
    return (1 + cosd(atan2d(sun_km * sind(elongation), moon[3] - sun_km * cosd(elongation)))) / 2;
end
$$;

-- How far the Moon is ahead of the Sun in ecliptic longitude, [0, 360): 0 new, 90 first quarter, 180 full.
create function sky.moon_phase(mjd_tai double precision)
returns double precision
language plpgsql immutable strict parallel safe cost 120
as $$
declare
    moon constant double precision[] := sky.moon(mjd_tai);
    sun constant double precision[] := sky.sun(mjd_tai);
begin
    return sky.wrap((sky.ecliptic(moon[1], moon[2]))[1] - (sky.ecliptic(sun[1], sun[2]))[1]);
end
$$;

-- Images -----------------------------------------------------------------------------------------------------------

-- Full width at half maximum of a Gaussian of this sigma: 2 sqrt(2 ln 2), about 2.355, times it. The scale turns the
-- unit of sigma into another one, as pixels into arcsec.
create function sky.fwhm(sigma double precision, scale double precision default 1)
returns double precision
language sql immutable strict parallel safe cost 1
return 2.3548200450309493 * sigma * scale;

-- Area over which the noise under a Gaussian PSF of this sigma counts, 4 pi sigma^2 (LSE-40, section 3).
create function sky.gaussian_area(sigma double precision)
returns double precision
language sql immutable strict parallel safe cost 1
return 4 * pi() * sigma * sigma;

-- Magnitude of a point source at a signal to noise ratio. With counts C in electrons the ratio is
-- C / sqrt(C + area noise^2), area being the effective area of the PSF in pixels and noise that of the background in
-- electrons a pixel (SMTN-002, section 2, after LSE-40); solved for C, and told by the zero point, the magnitude of one
-- electron in the exposure. Null where area or noise is not positive.
create function sky.limiting_magnitude(
    zero_point double precision, noise double precision, area double precision,
    signal_to_noise double precision default 5)
returns double precision
language sql immutable strict parallel safe cost 5
return case
    when noise > 0 and area > 0 then zero_point - 2.5 * log(
        signal_to_noise * signal_to_noise / 2
            + signal_to_noise * sqrt(signal_to_noise * signal_to_noise / 4 + area * noise * noise))
end;
