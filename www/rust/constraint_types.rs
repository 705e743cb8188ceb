use local_media_stream::{
    Constrain, EchoCancellationMode, FacingMode, HumanFaceDetectionMode, LocalMediaStream, MediaError,
    MediaStreamConstraints, MediaTrackConstraintSet, MediaTrackConstraints, MeteringMode, Point2D,
    PointsOfInterest, ResizeMode, get_user_media,
};

pub async fn open() -> Result<LocalMediaStream, MediaError> {
    let constraints = MediaStreamConstraints::new().video(
        MediaTrackConstraints::new()
            .device_id(Constrain::ideal_any(["front", "back"]))
            .facing_mode(Constrain::exact(FacingMode::User))
            .aspect_ratio(Constrain::min(1.0).and_ideal(1.5))
            .frame_rate(Constrain::max(29.97).and_ideal(24.0))
            .resize_mode(Constrain::bare_any([ResizeMode::None, ResizeMode::CropAndScale]))
            .zoom(true)
            .pan(Constrain::ideal(-1))
            .torch(Constrain::ideal(true))
            .focus_mode(MeteringMode::SingleShot)
            .echo_cancellation(Constrain::exact(EchoCancellationMode::RemoteOnly))
            .human_face_detection_mode(Constrain::ideal(HumanFaceDetectionMode::BoundingBox))
            .points_of_interest(PointsOfInterest(vec![Point2D { x: 0.5, y: 1.0 }]))
            .advanced(
                MediaTrackConstraintSet::new()
                    .width(640)
                    .points_of_interest(Constrain::exact(PointsOfInterest(vec![Point2D {
                        x: 0.0,
                        y: 0.25,
                    }]))),
            ),
    );
    get_user_media(&constraints).await
}
